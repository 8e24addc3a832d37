/** Kafka in a container, where there is a container engine: the same tests on Kafka's own image. */
@NullMarked
package io.headwater.testcluster.testcontainers;

import org.jspecify.annotations.NullMarked;
