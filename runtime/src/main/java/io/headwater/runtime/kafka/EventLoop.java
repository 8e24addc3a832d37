package io.headwater.runtime.kafka;

import io.headwater.runtime.Traces;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One thread to which state is confined: whatever touches the state is handed to it and runs in the order in which it was handed over.
 *
 * <p>Nothing that runs on it may block; {@link #offload} is for that. A task that throws ends the loop and is reported to the owner, since state
 * that a failed task left behind can't be trusted.
 */
public final class EventLoop implements AutoCloseable {

    private static final ScheduledExecutorService TIMERS = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("headwater-timers").factory());
    private static final ExecutorService OFFLOADED = Executors.newVirtualThreadPerTaskExecutor();

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private final Consumer<Throwable> onFailure;

    /** @param onFailure told once, of what a task threw; the loop has ended then */
    public EventLoop(String name, Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
        thread.start();
    }

    /** Hands over a task; dropped if the loop has ended. It runs in the trace of the caller. */
    public void execute(Runnable task) {
        if (!closed.get()) {
            var trace = Traces.current();
            tasks.add(trace.isPresent() ? () -> Traces.within(trace.get(), task) : task);
        }
    }

    /** Hands over a task after a delay. */
    public Timer schedule(Duration delay, Runnable task) {
        var trace = Traces.current();
        Runnable traced = trace.isPresent() ? () -> Traces.within(trace.get(), task) : task;
        var future = TIMERS.schedule(() -> execute(traced), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    /** Runs what blocks on a virtual thread of its own, in the trace of the caller; what it finds out it hands back by {@link #execute}. */
    public void offload(Runnable blocking) {
        var trace = Traces.current();
        OFFLOADED.execute(() -> {
            try {
                if (trace.isPresent()) {
                    Traces.within(trace.get(), blocking);
                } else {
                    blocking.run();
                }
            } catch (RuntimeException | Error e) {
                execute(() -> {
                    throw e;
                });
            }
        });
    }

    /** How many tasks wait; a reader that hands over faster than the loop works can hold back. */
    public int backlog() {
        return tasks.size();
    }

    /** Waits until everything that was handed over so far has run or the loop has ended, at most as long as said; returns whether it has. */
    public boolean drain(Duration atMost) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a loop can't wait for itself");
        }
        var drained = new CompletableFuture<Void>();
        execute(() -> drained.complete(null));
        try {
            CompletableFuture.anyOf(drained, ended).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither can fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the loop; tasks that wait are dropped. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            tasks.clear();
            tasks.add(() -> {});
        }
    }

    private void run() {
        while (!closed.get()) {
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                close();
            } catch (RuntimeException | Error e) {
                close();
                onFailure.accept(e);
            }
        }
        ended.complete(null);
    }

    /** A task that is due later. */
    @FunctionalInterface
    public interface Timer {
        /** Prevents the task from running if it has not begun. */
        void cancel();
    }
}
