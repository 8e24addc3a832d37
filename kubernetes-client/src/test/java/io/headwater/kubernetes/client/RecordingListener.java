package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a {@link ListWatch} tells, as short texts to wait for. */
final class RecordingListener implements ListWatchListener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Set<String> failing = new HashSet<>();

    /** Throws the first time that this would be told. */
    void failOnceOn(String text) {
        failing.add(text);
    }

    /** Waits for exactly these, in this order, and nothing in between. */
    void await(String... expected) throws InterruptedException {
        var seen = new ArrayList<String>();
        for (var unused : expected) {
            seen.add(next(seen));
        }
        assertThat(seen).containsExactly(expected);
    }

    /** Waits until these have been told one after the other, whatever came before. */
    void awaitLast(String... expected) throws InterruptedException {
        var seen = new ArrayList<String>();
        while (seen.size() < expected.length
                || !seen.subList(seen.size() - expected.length, seen.size()).equals(List.of(expected))) {
            seen.add(next(seen));
        }
    }

    /** Waits for one that begins so, whatever comes before. */
    void awaitBeginning(String expected) throws InterruptedException {
        var seen = new ArrayList<String>();
        do {
            seen.add(next(seen));
        } while (!seen.getLast().startsWith(expected));
    }

    private String next(List<String> seen) throws InterruptedException {
        var text = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(text).as("what comes after %s", seen).isNotNull();
        return String.valueOf(text);
    }

    private void tell(String text) {
        if (failing.remove(text)) {
            throw new IllegalStateException("a bug of the listener");
        }
        told.add(text);
    }

    @Override
    public void onListing() {
        tell("listing");
    }

    @Override
    public void onItem(KubernetesObject object) {
        tell("item " + object.name());
    }

    @Override
    public void onListed(ListEnd list) {
        tell("listed " + list.resourceVersion());
    }

    @Override
    public void onChanged(KubernetesObject object) {
        tell("changed " + object.name());
    }

    @Override
    public void onDeleted(KubernetesObject last, String resourceVersion) {
        tell("deleted " + last.name() + " " + resourceVersion);
    }

    @Override
    public void onLost(KubernetesException reason, Instant since) {
        tell("lost " + reason.code());
    }

    @Override
    public void onRestored() {
        tell("restored");
    }
}
