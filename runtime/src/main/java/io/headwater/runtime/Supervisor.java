package io.headwater.runtime;

import io.headwater.runtime.kafka.DeadLetters;
import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import io.headwater.runtime.kafka.WriterSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one service running: starts it, and when it fails or the topics are lost, closes it and builds it up anew, soon the first time and ever
 * slower while it keeps failing; at once when the topics are lost.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CALM = Duration.ofMinutes(1);

    private final Service service;
    private final ProcessEnvironment process;
    private final Consumer<Throwable> onHalt;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BooleanSupplier ready = this::isReady;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Service.@Nullable Running running;
    private volatile boolean closing;
    private int lives;

    private sealed interface Event {
        record Failed(int life, Throwable cause) implements Event {}

        record TopicsLost(TopicsEpoch now) implements Event {}

        record Closed() implements Event {}
    }

    /** @param onHalt told when only a human can help */
    public Supervisor(Service service, ProcessEnvironment process, Consumer<Throwable> onHalt) {
        this.service = service;
        this.process = process;
        this.onHalt = onHalt;
    }

    /** Starts the service in the background. */
    public void start() {
        process.readiness().add(ready);
        process.guard().onLoss(now -> events.add(new Event.TopicsLost(now)));
        Thread.ofPlatform().name(service.name()).daemon().start(this::supervise);
    }

    /** Whether the service does its work at present. */
    public boolean isReady() {
        var current = running;
        return current != null && current.isReady();
    }

    @Override
    public void close() {
        closing = true;
        process.readiness().remove(ready);
        events.add(new Event.Closed());
        try {
            if (!ended.await(20, TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("service", service.name()).log("A service did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        var pause = SHORTEST_PAUSE;
        try {
            while (!closing) {
                var started = process.clock().instant();
                var goOn =
                        switch (runOnce()) {
                            case Event.Closed() -> false;
                            case Event.TopicsLost(var ignored) -> true;
                            case Event.Failed(var _, var cause) -> {
                                pause = hasCalmed(started)
                                        ? SHORTEST_PAUSE
                                        : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                                yield report(cause, pause) && waitUnlessClosed(pause);
                            }
                        };
                if (!goOn) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** One life of the service, and what ended it. */
    private Event runOnce() throws InterruptedException {
        events.removeIf(event -> !(event instanceof Event.Closed));
        var life = ++lives;
        try {
            var topics = process.guard().current();
            var schemas = new WriterSchemas(process.kafka());
            schemas.publishOwn();
            try (var letters = new DeadLetters(
                    process.kafka(), service.name(), process.sealer(), process.clock(), process.metrics())) {
                var context = new ServiceContext(
                        service.name(),
                        process,
                        topics,
                        schemas,
                        letters,
                        cause -> events.add(new Event.Failed(life, cause)));
                try (var current = service.start(context)) {
                    running = current;
                    return nextEvent(life, topics);
                } finally {
                    running = null;
                }
            }
        } catch (RuntimeException | Error e) {
            return new Event.Failed(life, e);
        }
    }

    /** What ends a life with these topics; that they took the place of others is no news, nor is that a former life failed. */
    private Event nextEvent(int life, TopicsEpoch topics) throws InterruptedException {
        while (true) {
            var event = events.take();
            var isNews =
                    switch (event) {
                        case Event.Closed() -> true;
                        case Event.TopicsLost(var now) -> !now.equals(topics);
                        case Event.Failed(var whose, var _) -> whose == life;
                    };
            if (isNews) {
                return event;
            }
        }
    }

    private boolean report(Throwable cause, Duration pause) {
        if (cause instanceof ServiceException failure && failure.code().type() == ServiceException.Type.HALT) {
            onHalt.accept(cause);
            return false;
        }
        LOG.atWarn()
                .addKeyValue("service", service.name())
                .addKeyValue("pause", pause)
                .setCause(cause)
                .log("A service failed and is built up anew");
        process.metrics()
                .counter("headwater.service.restarts", "service", service.name())
                .increment();
        return true;
    }

    /** What ended fails on, and often: only other topics are worth an earlier start. */
    private boolean waitUnlessClosed(Duration pause) throws InterruptedException {
        var deadline = System.nanoTime() + pause.toNanos();
        Event event;
        do {
            event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (event instanceof Event.Failed);
        return !(event instanceof Event.Closed) && !closing;
    }

    private boolean hasCalmed(Instant started) {
        return process.clock().instant().isAfter(started.plus(CALM));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
