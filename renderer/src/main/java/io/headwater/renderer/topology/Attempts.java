package io.headwater.renderer.topology;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.renderer.core.RenderInput;
import io.headwater.runtime.Traces;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.schemas.TraceContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The renders that failed, so that the same is not tried again at once, and those that are tried again later: after 1 s, 2 s, 4 s up to 2 min, and up
 * to a fifth of it besides. Only on one event loop.
 */
final class Attempts {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 7;

    private final EventLoop loop;
    private final RandomGenerator random;
    private final Consumer<ApplicationKey> retry;
    private final Map<ApplicationKey, Attempt> failed = new HashMap<>();

    private static final class Attempt {
        private final RenderInput input;
        private int failures;
        private boolean due;
        private EventLoop.@Nullable Timer timer;

        Attempt(RenderInput input) {
            this.input = input;
        }

        void stop() {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    /** @param retry run on the loop when an application may be tried again */
    Attempts(EventLoop loop, RandomGenerator random, Consumer<ApplicationKey> retry) {
        this.loop = loop;
        this.random = random;
        this.retry = retry;
    }

    /** Whether this very input failed, and is not to be tried again now. */
    boolean hasFailed(RenderInput input) {
        var attempt = failed.get(input.application().key());
        return attempt != null && attempt.input.equals(input) && !attempt.due;
    }

    /** @param again whether trying the same again may help */
    void failed(RenderInput input, boolean again) {
        var application = input.application().key();
        var attempt = failed.get(application);
        if (attempt == null || !attempt.input.equals(input)) {
            forget(application);
            attempt = new Attempt(input);
            failed.put(application, attempt);
        }
        attempt.stop();
        attempt.failures++;
        attempt.due = false;
        attempt.timer = again ? timer(application, attempt.failures) : null;
    }

    /** An application has rendered, or is gone. */
    void forget(ApplicationKey application) {
        var attempt = failed.remove(application);
        if (attempt != null) {
            attempt.stop();
        }
    }

    /** What can be tried again is tried now, since something changed that it may have failed for. */
    void retryAll() {
        for (var entry : List.copyOf(failed.entrySet())) {
            if (entry.getValue().timer != null) {
                entry.getValue().stop();
                entry.getValue().failures = 0;
                retry(entry.getKey());
            }
        }
    }

    private void retry(ApplicationKey application) {
        var attempt = failed.get(application);
        if (attempt != null) {
            attempt.due = true;
            retry.accept(application);
        }
    }

    private EventLoop.@Nullable Timer timer(ApplicationKey application, int failures) {
        var doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var pause = doubled.compareTo(LAST) < 0 ? doubled : LAST;
        var jitter = Duration.ofMillis(random.nextLong(pause.toMillis() / 5 + 1));
        var timer = new EventLoop.@Nullable Timer[1];
        Traces.within(
                TraceContext.begin(random),
                () -> timer[0] = loop.schedule(pause.plus(jitter), () -> retry(application)));
        return timer[0];
    }
}
