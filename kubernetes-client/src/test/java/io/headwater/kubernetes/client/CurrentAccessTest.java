package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class CurrentAccessTest {

    private final PassingClock clock = new PassingClock();
    private final AtomicInteger opened = new AtomicInteger();
    private Optional<Duration> life = Optional.empty();
    private final CurrentAccess access = new CurrentAccess(new Source(), clock);

    @Test
    void opensOnceForManyRequests() {
        access.get();
        access.get();

        assertThat(opened).hasValue(1);
    }

    @Test
    void opensAgainWhenItHasExpired() {
        life = Optional.of(Duration.ofMinutes(15));
        access.get();
        clock.pass(Duration.ofMinutes(16));

        assertThat(access.get().expires()).contains(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void renewsEarlyWithoutMakingAnybodyWait() throws InterruptedException {
        life = Optional.of(Duration.ofMinutes(15));
        var first = access.get();
        clock.pass(Duration.ofMinutes(14).plusSeconds(30));

        assertThat(access.get()).isSameAs(first);
        for (var waited = 0; opened.get() < 2 && waited < 5000; waited++) {
            Thread.sleep(1);
        }
        assertThat(access.get()).isNotSameAs(first);
    }

    @Test
    void renewsOnceForAllWhoWereRefused() {
        var refused = access.get();
        clock.pass(Duration.ofMinutes(1));

        var renewed = access.after(refused);

        assertThat(renewed).isNotSameAs(refused);
        assertThat(access.after(refused)).isSameAs(renewed);
        assertThat(opened).hasValue(2);
    }

    @Test
    void doesNotRenewInALoopWhenTheServerRefusesEverything() {
        var first = access.get();
        clock.pass(Duration.ofMinutes(1));
        var second = access.after(first);
        clock.pass(Duration.ofSeconds(1));

        assertThat(access.after(second)).isSameAs(second);
    }

    private final class Source implements AccessSource {
        @Override
        public URI server() {
            return URI.create("https://spoke");
        }

        @Override
        public ClusterAccess open() {
            opened.incrementAndGet();
            try {
                return new ClusterAccess(
                        SSLContext.getDefault(),
                        "",
                        Optional::empty,
                        life.map(clock.instant()::plus),
                        Optional.empty(),
                        false,
                        List.of());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
