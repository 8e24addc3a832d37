/**
 * The gateway at work.
 *
 * <p>In: topics. Decided: nothing, wiring only. Out: a listening server.
 */
@NullMarked
package io.headwater.gateway.topology;

import org.jspecify.annotations.NullMarked;
