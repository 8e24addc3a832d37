package io.headwater.e2e.actors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits for what is to come true, and tells what it has seen when it does not.
 *
 * @param accounts what to look into then, such as the status of an Application or the logs of processes
 */
public record Witness(List<Supplier<String>> accounts) {

    /** How long something may take on a machine that has much else to do. Nothing waits for so long in a good run. */
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("headwater.e2e.patience.seconds", 60));

    private static final Duration PAUSE = Duration.ofMillis(20);

    public Witness {
        accounts = List.copyOf(accounts);
    }

    /** This witness, who looks into one thing more. */
    public Witness and(Supplier<String> account) {
        var all = new ArrayList<Supplier<String>>();
        all.add(account);
        all.addAll(accounts);
        return new Witness(all);
    }

    /**
     * Waits until there is no complaint any more.
     *
     * @param claim what is to come true, in the present tense
     * @param complaint what is still wrong; empty when nothing is
     */
    public void await(String claim, Supplier<Optional<String>> complaint) {
        await(claim, PATIENCE, complaint);
    }

    /** The same, within a limit. */
    public void await(String claim, Duration limit, Supplier<Optional<String>> complaint) {
        var deadline = System.nanoTime() + limit.toNanos();
        var last = complaint.get();
        while (last.isPresent()) {
            if (System.nanoTime() - deadline > 0) {
                throw contradiction("not true within %s: %s".formatted(limit, claim), last.get());
            }
            pause();
            last = complaint.get();
        }
    }

    /** Watches for a while that something stays true. */
    public void confirm(String claim, Duration time, Supplier<Optional<String>> complaint) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            complaint.get().ifPresent(wrong -> {
                throw contradiction("not true any more: " + claim, wrong);
            });
            pause();
        }
    }

    private AssertionError contradiction(String what, String seen) {
        var text = new StringBuilder(what).append("\nseen last: ").append(seen);
        accounts.forEach(account -> text.append("\n\n").append(account.get()));
        return new AssertionError(text.toString());
    }

    /** Files, processes and API servers tell nobody when they are as a test wants them, so they are asked again and again. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
