package io.headwater.differ.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealingBudgetTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HealingBudget BUDGET = HealingBudget.DEFAULT;

    @Test
    void healsAtOnceWithinTheBurst() {
        assertThat(BUDGET.paceAt(NOON, healed(19, NOON.minusSeconds(1)))).isEqualTo(new Pace.Now());
    }

    @Test
    void waitsASecondOnceTheBurstIsUsedUp() {
        assertThat(BUDGET.paceAt(NOON, healed(20, NOON))).isEqualTo(new Pace.Later(NOON.plusSeconds(1), 20));
    }

    @Test
    void healsOnceASecondForAMinuteAndThenOnceInThirtySeconds() {
        var heals = fight(NOON, Duration.ofMinutes(5));

        var burst = heals.stream().filter(NOON::equals).count();
        assertThat(burst).isEqualTo(20);
        assertThat(pauses(heals.subList(19, 80))).containsOnly(Duration.ofSeconds(1));
        assertThat(pauses(heals.subList(79, heals.size()))).containsOnly(Duration.ofSeconds(30));
    }

    @Test
    void neverSlowsDownForWhatHappensNowAndThen() {
        var history = HealingHistory.NONE;
        var now = NOON;
        for (var i = 0; i < 200; i++) {
            assertThat(BUDGET.paceAt(now, history)).isEqualTo(new Pace.Now());
            history = BUDGET.heal(now, history, List.of());
            now = now.plusSeconds(5);
        }
    }

    @Test
    void forgetsTheFightOnceTheObjectWasLeftAlone() {
        var fought = healed(100, NOON);

        assertThat(BUDGET.paceAt(NOON.plusSeconds(59), fought)).isEqualTo(new Pace.Now());
        assertThat(BUDGET.heal(NOON.plusSeconds(61), fought, List.of()).slowed())
                .isZero();
        assertThat(BUDGET.isOver(NOON.plusSeconds(61), fought)).isTrue();
    }

    @Test
    void refusesPausesThatMakeNoSense() {
        assertThatThrownBy(() ->
                        new HealingBudget(1, Duration.ofSeconds(10), Duration.ofSeconds(1), 1, Duration.ofSeconds(10)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HealingHistory healed(int times, Instant at) {
        var history = HealingHistory.NONE;
        for (var i = 0; i < times; i++) {
            history = BUDGET.heal(at, history, List.of());
        }
        return history;
    }

    /** When an object is healed that somebody changes back at once, every time. */
    private static List<Instant> fight(Instant start, Duration length) {
        var heals = new ArrayList<Instant>();
        var history = HealingHistory.NONE;
        var now = start;
        while (now.isBefore(start.plus(length))) {
            switch (BUDGET.paceAt(now, history)) {
                case Pace.Now() -> {
                    heals.add(now);
                    history = BUDGET.heal(now, history, List.of());
                }
                case Pace.Later later -> now = later.until();
            }
        }
        return heals;
    }

    private static List<Duration> pauses(List<Instant> heals) {
        var pauses = new ArrayList<Duration>();
        for (var i = 1; i < heals.size(); i++) {
            pauses.add(Duration.between(heals.get(i - 1), heals.get(i)));
        }
        return pauses;
    }
}
