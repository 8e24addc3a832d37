package io.headwater.applier.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headwater.applier.kubernetes.LeaseOverException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private long nanos = Long.MAX_VALUE - 1;
    private Instant time = Instant.parse("2026-01-01T12:00:00Z");
    private final Lease lease = new Lease(Duration.ofSeconds(5), () -> nanos, clock(() -> time));

    @Test
    void isNotGivenBeforeTheFirstCommit() {
        isOver();
    }

    @Test
    void countsFromTheMomentThatACommitHasProven() {
        var begun = lease.now();
        pass(Duration.ofSeconds(4));
        lease.provenAt(begun);

        holds();
        pass(Duration.ofSeconds(1));
        isOver();
    }

    @Test
    void isProlongedByTheNextCommit() {
        lease.provenAt(lease.now());
        pass(Duration.ofSeconds(4));
        lease.provenAt(lease.now());
        pass(Duration.ofSeconds(4));

        holds();
    }

    @Test
    void runsOutWhileTheMachineIsSuspendedAndItsMonotonicClockStandsStill() {
        lease.provenAt(lease.now());

        time = time.plusSeconds(60);

        isOver();
    }

    @Test
    void isNotProlongedByAClockThatIsSetBack() {
        lease.provenAt(lease.now());
        pass(Duration.ofSeconds(5));

        time = time.minusSeconds(3600);

        isOver();
    }

    @Test
    void staysOverOnceItWasEnded() {
        lease.provenAt(lease.now());
        lease.end();
        lease.provenAt(lease.now());

        isOver();
    }

    private void pass(Duration duration) {
        nanos += duration.toNanos();
        time = time.plus(duration);
    }

    private void holds() {
        assertThatCode(lease::require).doesNotThrowAnyException();
    }

    private void isOver() {
        assertThatExceptionOfType(LeaseOverException.class).isThrownBy(lease::require);
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
