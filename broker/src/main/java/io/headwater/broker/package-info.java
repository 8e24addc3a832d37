/**
 * A Kafka broker inside this process, for {@code standalone} and for tests.
 *
 * <p>In: a data directory and a port. Decided: how Kafka is configured when it is alone on one machine ({@link
 * io.headwater.broker.SingleNodeProperties}). Out: an address that Kafka clients connect to, with what was written there before.
 */
@NullMarked
package io.headwater.broker;

import org.jspecify.annotations.NullMarked;
