/**
 * The applier: brings clusters to what Git says.
 *
 * <p>In: requests on {@code syncs}, and the state that they were decided from. Decided: in which order objects are changed, and whether the next wave
 * is allowed. Out: changed objects, and every step on {@code operations}.
 */
@NullMarked
package io.headwater.applier;

import org.jspecify.annotations.NullMarked;
