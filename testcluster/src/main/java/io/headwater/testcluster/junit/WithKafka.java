package io.headwater.testcluster.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need a Kafka broker: a parameter of type {@link io.headwater.testcluster.kafka.TestKafka} gets it. Every test of a JVM shares it.
 *
 * <p>It runs in this JVM, or with {@code -Dheadwater.kafka=testcontainers} and the Maven profile {@code testcontainers} in a container.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(KafkaExtension.class)
public @interface WithKafka {}
