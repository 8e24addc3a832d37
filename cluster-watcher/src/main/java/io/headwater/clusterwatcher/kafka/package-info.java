/**
 * Live objects as records.
 *
 * <p>In: changes, and records of other services. Decided: nothing. Out: records on {@code live} and {@code history}.
 */
@NullMarked
package io.headwater.clusterwatcher.kafka;

import org.jspecify.annotations.NullMarked;
