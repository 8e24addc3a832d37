package io.headwater.differ.topology;

import io.headwater.differ.core.ApplicationView;
import io.headwater.differ.core.Comparisons;
import io.headwater.differ.core.Memory;
import io.headwater.differ.core.PendingTrials;

/** What a task has in memory of one application. */
final class KnownApplication {

    private final ApplicationView view;
    private final Comparisons comparisons;
    private final PendingTrials trials = new PendingTrials();
    private Memory memory;
    private boolean asked;

    KnownApplication(ApplicationView view, Comparisons comparisons, Memory memory) {
        this.view = view;
        this.comparisons = comparisons;
        this.memory = memory;
    }

    ApplicationView view() {
        return view;
    }

    Comparisons comparisons() {
        return comparisons;
    }

    PendingTrials trials() {
        return trials;
    }

    Memory memory() {
        return memory;
    }

    /** Whether a request was written since the task began. */
    boolean hasAsked() {
        return asked;
    }

    void ask() {
        asked = true;
    }

    void remember(Memory other) {
        memory = other;
    }
}
