package io.headwater.runtime.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What has happened so far, in order and from any thread; a test waits until it holds what the test expects. */
final class Journal {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final List<String> entries = new ArrayList<>();

    synchronized void note(String entry) {
        entries.add(entry);
        notifyAll();
    }

    synchronized List<String> entries() {
        return List.copyOf(entries);
    }

    /** The entries from the first moment at which they are as expected. */
    synchronized List<String> await(Predicate<List<String>> expected) {
        var deadline = System.nanoTime() + PATIENCE;
        while (!expected.test(entries)) {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("what was waited for did not happen, only " + entries);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return List.copyOf(entries);
    }

    List<String> awaitAll(String... expected) {
        return await(found -> found.containsAll(List.of(expected)));
    }
}
