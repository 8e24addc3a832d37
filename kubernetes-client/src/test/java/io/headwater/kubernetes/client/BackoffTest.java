package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Random random = new Random(1);

    @Test
    void triesAgainAtOnceTheFirstTime() {
        assertThat(Backoff.STANDARD.delay(1, random)).isZero();
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongest() {
        var delays = IntStream.of(2, 3, 10, 15, 1000)
                .mapToObj(failures -> Backoff.STANDARD.delay(failures, random).toMillis())
                .toList();

        assertThat(delays.get(0)).isBetween(2L, 5L);
        assertThat(delays.get(1)).isBetween(5L, 10L);
        assertThat(delays.get(2)).isBetween(640L, 1280L);
        assertThat(delays.get(3)).isBetween(15_000L, 30_000L);
        assertThat(delays.get(4)).isBetween(15_000L, 30_000L);
    }

    @Test
    void spreadsThoseWhoLostTheSameServer() {
        var distinct = IntStream.range(0, 100)
                .mapToObj(_ -> Backoff.STANDARD.delay(10, random))
                .distinct()
                .count();

        assertThat(distinct).isGreaterThan(90);
        assertThat(Backoff.STANDARD.delay(10, random)).isLessThan(Duration.ofSeconds(2));
    }
}
