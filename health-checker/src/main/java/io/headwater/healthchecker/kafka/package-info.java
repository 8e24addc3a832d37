/**
 * Health and status as records.
 *
 * <p>In: records of other services. Decided: nothing. Out: the core's own records, and records of this service.
 */
@NullMarked
package io.headwater.healthchecker.kafka;

import org.jspecify.annotations.NullMarked;
