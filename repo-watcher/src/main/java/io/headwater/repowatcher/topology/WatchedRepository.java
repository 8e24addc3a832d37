package io.headwater.repowatcher.topology;

import io.headwater.repowatcher.core.RepositoryPlace;
import io.headwater.repowatcher.core.RepositoryWatch;
import io.headwater.runtime.Traces;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.schemas.TraceContext;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A repository that is watched, and the one timer that it has. */
final class WatchedRepository {

    private final RepositoryPlace place;
    private final RepositoryWatch watch;
    private EventLoop.@Nullable Timer timer;

    WatchedRepository(RepositoryPlace place, RepositoryWatch watch) {
        this.place = place;
        this.watch = watch;
    }

    RepositoryPlace place() {
        return place;
    }

    RepositoryWatch watch() {
        return watch;
    }

    /** Sets the timer anew. What it leads to begins a trace of its own, since nobody knows yet what it will be about. */
    void schedule(EventLoop loop, Duration delay, RandomGenerator random, Runnable task) {
        stop();
        Traces.within(TraceContext.begin(random), () -> timer = loop.schedule(delay, task));
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
