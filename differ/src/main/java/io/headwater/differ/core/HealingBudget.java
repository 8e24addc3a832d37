package io.headwater.differ.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The healing that one object gets: full speed for {@code burst} heals in a {@code window}, then {@code slowed} heals with a {@code pause} before
 * each, then one in a {@code longPause}; full speed again once the object was left alone for a window.
 *
 * <p>A burst, and not a backoff from the first heal on, since a person who tries a manual change three times should see it reverted three
 * times at once; only a controller that fights back is worth slowing down for.
 */
public record HealingBudget(int burst, Duration window, Duration pause, int slowed, Duration longPause) {

    /** 20 heals in a minute, then one a second for a minute, then one in 30 seconds. */
    public static final HealingBudget DEFAULT =
            new HealingBudget(20, Duration.ofMinutes(1), Duration.ofSeconds(1), 60, Duration.ofSeconds(30));

    public HealingBudget {
        if (burst < 1 || slowed < 0) {
            throw new IllegalArgumentException("burst must be at least 1, was " + burst + "; slowed " + slowed);
        }
        if (window.compareTo(longPause) <= 0 || longPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException(
                    "expected pause %s <= long pause %s < window %s".formatted(pause, longPause, window));
        }
    }

    /** Decides on the next heal. */
    public Pace paceAt(Instant now, HealingHistory history) {
        if (isOver(now, history) || !isUsedUp(now, history)) {
            return new Pace.Now();
        }
        var due = history.recent().getLast().plus(history.slowed() < slowed ? pause : longPause);
        return due.isAfter(now) ? new Pace.Later(due, history.recent().size() + history.slowed()) : new Pace.Now();
    }

    /** The history with a heal at this moment, of what somebody else wants otherwise. */
    public HealingHistory heal(Instant now, HealingHistory history, List<Contention> contentions) {
        var contested = new TreeMap<Contention, Integer>();
        contentions.forEach(contention -> contested.put(contention, 1));
        if (isOver(now, history)) {
            return new HealingHistory(List.of(now), 0, contested);
        }
        history.contested().forEach((contention, times) -> contested.merge(contention, times, Integer::sum));
        var all = Stream.concat(history.recent().stream(), Stream.of(now)).toList();
        return new HealingHistory(
                all.subList(Math.max(0, all.size() - burst), all.size()),
                isUsedUp(now, history) ? history.slowed() + 1 : 0,
                contested);
    }

    /** When the object will have been left alone for so long that its history does not count any more; there must be one. */
    Instant endOf(HealingHistory history) {
        return history.recent().getLast().plus(window);
    }

    /** Whether the object has been left alone for so long that its history does not count any more. */
    public boolean isOver(Instant now, HealingHistory history) {
        return history.recent().isEmpty() || !endOf(history).isAfter(now);
    }

    private boolean isUsedUp(Instant now, HealingHistory history) {
        return history.slowed() > 0
                || (history.recent().size() == burst
                        && history.recent().getFirst().isAfter(now.minus(window)));
    }
}
