package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteLimiterTest {

    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    private final AtomicLong time = new AtomicLong();
    private final WriteLimiter limiter = new WriteLimiter(8, 64, time::get);

    @Test
    void risesByUpToOnePerRoundWhileItIsUsedUp() throws InterruptedException {
        for (var rounds = 0; rounds < 10; rounds++) {
            round(2);
        }

        assertThat(limiter.limit()).isBetween(12, 18);
    }

    @Test
    void staysWhereItIsWhileItIsNotUsedUp() throws InterruptedException {
        for (var i = 0; i < 100; i++) {
            writeTaking(2);
        }

        assertThat(limiter.limit()).isEqualTo(8);
    }

    @Test
    void neverRisesAboveTheMost() throws InterruptedException {
        for (var i = 0; i < 200; i++) {
            round(2);
        }

        assertThat(limiter.limit()).isEqualTo(64);
    }

    @Test
    void halvesOncePerRoundWhenThrottled() throws InterruptedException {
        for (var i = 0; i < 8; i++) {
            limiter.acquire();
        }
        for (var i = 0; i < 8; i++) {
            limiter.throttled(Duration.ZERO);
        }

        assertThat(limiter.limit()).isEqualTo(4);
    }

    @Test
    void fallsWhenAnswersSlowDownButNotToNothing() throws InterruptedException {
        for (var i = 0; i < 100; i++) {
            writeTaking(2);
        }
        for (var i = 0; i < 200; i++) {
            writeTaking(1000);
        }

        assertThat(limiter.limit()).isEqualTo(4);
    }

    @Test
    void goesBackToWhereItWasRefusedOnlyAfterManyRounds() throws InterruptedException {
        var one = new WriteLimiter(2, 64, time::get);
        one.acquire();
        one.throttled(Duration.ofSeconds(1));
        assertThat(one.limit()).isEqualTo(1);

        var writes = 0;
        while (one.limit() < 2) {
            var acquired = one.acquire();
            time.addAndGet(2 * MILLISECOND);
            one.succeeded(acquired);
            writes++;
        }

        assertThat(writes).isBetween(20, 40);
    }

    @Test
    void letsNobodyInUntilTheServerWantsThemWhenEvenOneIsRefused() throws Exception {
        var real = new WriteLimiter(1, 64, System::nanoTime);
        real.acquire();
        real.throttled(Duration.ofMillis(200));
        var began = System.nanoTime();

        real.acquire();

        assertThat(System.nanoTime() - began)
                .isGreaterThan(Duration.ofMillis(190).toNanos());
    }

    @Test
    void letsInInOrderOfArrival() throws Exception {
        var one = new WriteLimiter(1, 1, System::nanoTime);
        one.acquire();
        List<Integer> order = new CopyOnWriteArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 20; i++) {
                var number = i;
                executor.submit(() -> {
                    one.acquire();
                    order.add(number);
                    one.failed();
                    return null;
                });
                awaitWaiting(one, i + 1);
            }
            one.failed();
        }

        assertThat(order).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void forgetsWhoeverGivesUpWaiting() throws Exception {
        var one = new WriteLimiter(1, 1, System::nanoTime);
        one.acquire();
        var impatient = Thread.ofVirtual().start(() -> {
            try {
                one.acquire();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        awaitWaiting(one, 1);
        impatient.interrupt();
        impatient.join();
        one.failed();

        one.acquire();

        assertThat(one.inFlight()).isEqualTo(1);
        assertThat(one.waiting()).isZero();
    }

    private void round(long milliseconds) throws InterruptedException {
        var acquired = new ArrayList<Long>();
        for (var i = limiter.limit(); i > 0; i--) {
            acquired.add(limiter.acquire());
        }
        time.addAndGet(milliseconds * MILLISECOND);
        // As in a real round, each place that comes free is taken again.
        for (var each : acquired) {
            limiter.succeeded(each);
            limiter.acquire();
        }
        acquired.forEach(_ -> limiter.failed());
    }

    private void writeTaking(long milliseconds) throws InterruptedException {
        var acquired = limiter.acquire();
        time.addAndGet(milliseconds * MILLISECOND);
        limiter.succeeded(acquired);
    }

    private static void awaitWaiting(WriteLimiter limiter, int count) {
        while (limiter.waiting() < count) {
            Thread.onSpinWait();
        }
    }
}
