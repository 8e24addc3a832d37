/**
 * A Kafka broker for tests.
 *
 * <p>In: the system property {@code headwater.kafka}. Decided: which broker the tests of this JVM get. Out: its address.
 */
@NullMarked
package io.headwater.testcluster.kafka;

import org.jspecify.annotations.NullMarked;
