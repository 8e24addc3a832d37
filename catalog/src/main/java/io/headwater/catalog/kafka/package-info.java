/**
 * Facts as records.
 *
 * <p>In: facts, and records that were published before. Decided: nothing. Out: records on topics.
 */
@NullMarked
package io.headwater.catalog.kafka;

import org.jspecify.annotations.NullMarked;
