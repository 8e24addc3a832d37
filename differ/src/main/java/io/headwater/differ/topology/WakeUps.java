package io.headwater.differ.topology;

import io.headwater.kubernetes.ApplicationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Decides again about applications at given times. With nothing due, no timer runs. */
final class WakeUps {

    private static final Duration LEAST = Duration.ofMillis(1);

    /** Records that come in meanwhile are not to wait for long. */
    private static final int MOST_AT_ONCE = 200;

    private final ProcessingContext context;
    private final Consumer<ApplicationKey> wake;
    private final Map<ApplicationKey, Instant> due = new HashMap<>();
    private @Nullable Cancellable timer;
    private Instant timerAt = Instant.MAX;

    WakeUps(ProcessingContext context, Consumer<ApplicationKey> wake) {
        this.context = context;
        this.wake = wake;
    }

    /** Sets when to decide again about an application; without a time, not by itself. */
    void set(ApplicationKey application, Optional<Instant> time) {
        var before = time.isPresent() ? due.put(application, time.get()) : due.remove(application);
        if (!Optional.ofNullable(before).equals(time)) {
            arrange();
        }
    }

    private void arrange() {
        var next = due.values().stream().min(Instant::compareTo).orElse(Instant.MAX);
        if (next.equals(timerAt)) {
            return;
        }
        stop();
        if (!next.equals(Instant.MAX)) {
            var pause = Duration.between(now(), next);
            timerAt = next;
            timer = context.schedule(
                    pause.compareTo(LEAST) < 0 ? LEAST : pause, PunctuationType.WALL_CLOCK_TIME, ignored -> fire());
        }
    }

    private void fire() {
        stop();
        var now = now();
        var ready = due.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(MOST_AT_ONCE)
                .toList();
        ready.forEach(due::remove);
        ready.forEach(wake);
        arrange();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel();
        }
        timer = null;
        timerAt = Instant.MAX;
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
