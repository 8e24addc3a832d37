package io.headwater.applier.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.sync.SyncOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this process does for the operation that it carries out, and nobody needs to know after it: all of it can be found out again. */
final class Run {

    final String operationId;

    /** What is under way outside, other than writes. */
    @Nullable
    Effect asked;

    /** Writes that are under way. */
    final Map<ObjectKey, Task> inFlight = new HashMap<>();

    /** Whether it waits for time to pass. */
    boolean paused;

    /** How often something has failed since something last went well. */
    int failures;

    /** Whether something is to be tried again, and when the other side wants that at the earliest. */
    @Nullable
    Retry retry;

    boolean caughtUp;
    final Set<GroupKind> absent = new HashSet<>();

    @Nullable
    ApplicationSpec spec;

    @Nullable
    SyncPlan plan;

    boolean namespaceSeen;
    final Set<ObjectKey> tried = new HashSet<>();
    boolean triedAll;

    /** The wave that this process has put on record as starting; another owner's word gives no lease. */
    @Nullable
    WavePoint started;

    boolean leaseOver;
    final Map<ObjectKey, Integer> unserved = new HashMap<>();
    final Map<ObjectKey, String> gone = new HashMap<>();

    /** What failed in a way that may pass. */
    record Retry(String message, Optional<Duration> after) {}

    Run(String operationId) {
        this.operationId = operationId;
    }

    boolean isBusy() {
        return asked != null || !inFlight.isEmpty();
    }

    /** Whatever else is under way ends first. */
    void retryLater(String message, Optional<Duration> after) {
        retry = new Retry(message, after);
    }

    String cluster() {
        return planned().cluster();
    }

    String namespace() {
        return planned().namespace();
    }

    SyncOptions options(OperationState operation) {
        return planned().optionsFor(operation.request());
    }

    private ApplicationSpec planned() {
        if (spec == null) {
            throw new IllegalStateException("operation " + operationId + " has no target yet");
        }
        return spec;
    }
}
