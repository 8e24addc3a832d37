/**
 * Kafka as services use it.
 *
 * <p>In: records on topics. Decided: which partitions this process owns, when their state is complete, what is unreadable and is parked, when an
 * offset may be committed. Out: decoded records, handed to one event loop per partition; and records written with headers and trace.
 */
@NullMarked
package io.headwater.runtime.kafka;

import org.jspecify.annotations.NullMarked;
