/**
 * The applier's records on topics.
 *
 * <p>In: Avro records. Decided: nothing; only what they mean in the words of the core. Out: values of the core, and its steps as records.
 */
@NullMarked
package io.headwater.applier.kafka;

import org.jspecify.annotations.NullMarked;
