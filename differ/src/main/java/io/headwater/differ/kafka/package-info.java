/**
 * Between topics and the differ's own records.
 *
 * <p>In: contracts as Avro, and decisions. Out: the same in the language of the other side. Nothing is decided here but what of a comparison fits into a
 * record.
 */
@NullMarked
package io.headwater.differ.kafka;

import org.jspecify.annotations.NullMarked;
