/**
 * Ends a service's process exactly before or after it writes to Kafka.
 *
 * <p>In: a moment, named in a file by the test. Decided: whether that moment is now. Out: a JVM that has ended as if killed.
 */
@NullMarked
package io.headwater.e2e.halt;

import org.jspecify.annotations.NullMarked;
