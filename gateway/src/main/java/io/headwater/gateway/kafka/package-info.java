/**
 * Records as the gateway reads and writes them.
 *
 * <p>In: records of other services. Decided: nothing. Out: the core's own records; webhooks and audit.
 */
@NullMarked
package io.headwater.gateway.kafka;

import org.jspecify.annotations.NullMarked;
