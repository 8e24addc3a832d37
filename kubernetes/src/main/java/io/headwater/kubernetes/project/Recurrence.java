package io.headwater.kubernetes.project;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a window is open: from each time of its schedule on, for as long as it lasts. It opens at its first instant, and is closed at its last.
 *
 * @param zone by whose clocks it opens; it lasts as long as a clock says that is never changed
 */
record Recurrence(CronSchedule schedule, Duration duration, ZoneId zone) {

    boolean isOpenAt(Instant now) {
        return firstOpening(now).isPresent();
    }

    /** When it opens next, or when that ends by which it is open now, though another opening may follow at once; empty if it stays closed. */
    Optional<Instant> boundaryAfter(Instant now) {
        return firstOpening(now)
                .map(first -> lastOpening(first, now).plus(duration))
                .or(() -> schedule.next(now, zone));
    }

    /** The first of those by which it is open. */
    private Optional<Instant> firstOpening(Instant now) {
        return schedule.next(now.minus(duration), zone).filter(start -> !start.isAfter(now));
    }

    /** The last of them; by halving, since an opening every minute may last for a year. */
    private Instant lastOpening(Instant first, Instant now) {
        var last = first;
        var end = now;
        while (last.plusSeconds(60).isBefore(end)) {
            var middle = last.plus(Duration.between(last, end).dividedBy(2));
            var next = schedule.next(middle, zone).filter(start -> !start.isAfter(now));
            if (next.isPresent()) {
                last = next.get();
            } else {
                end = middle;
            }
        }
        return schedule.next(last, zone).filter(start -> !start.isAfter(now)).orElse(last);
    }
}
