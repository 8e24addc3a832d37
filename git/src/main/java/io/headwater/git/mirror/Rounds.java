package io.headwater.git.mirror;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work done in rounds, one at a time: whoever asks while a round runs shares the next one, however many they are. Thread-safe, and no lock is
 * held while the work is done.
 *
 * @param <W> what is wanted of a round
 * @param <R> what a round yields
 */
final class Rounds<W, R> {

    private final Function<Set<W>, R> work;
    private final Executor executor;
    private @Nullable Round<W, R> running;
    private @Nullable Round<W, R> next;

    private record Round<W, R>(Set<W> wants, CompletableFuture<R> outcome) {
        Round() {
            this(new LinkedHashSet<>(), new CompletableFuture<>());
        }
    }

    Rounds(Executor executor, Function<Set<W>, R> work) {
        this.executor = executor;
        this.work = work;
    }

    /** Wants something that never changes: a round under way that already is about it will do. */
    synchronized CompletableFuture<R> join(W want) {
        return running != null && running.wants().contains(want) ? running.outcome() : await(want);
    }

    /** Wants something as it is now: only a round that starts after this call will do. */
    synchronized CompletableFuture<R> await(W want) {
        if (next == null) {
            next = new Round<>();
        }
        var mine = next;
        mine.wants().add(want);
        if (running == null) {
            start();
        }
        return mine.outcome();
    }

    synchronized boolean isIdle() {
        return running == null && next == null;
    }

    private synchronized void start() {
        var round = next;
        running = round;
        next = null;
        if (round != null) {
            executor.execute(() -> run(round));
        }
    }

    @SuppressWarnings("ThrowableNotThrown")
    private void run(Round<W, R> round) {
        try {
            var result = work.apply(Set.copyOf(round.wants()));
            start();
            round.outcome().complete(result);
        } catch (RuntimeException | Error failure) {
            start();
            round.outcome().completeExceptionally(failure);
        }
    }
}
