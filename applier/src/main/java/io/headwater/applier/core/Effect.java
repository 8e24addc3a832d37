package io.headwater.applier.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.sync.SyncOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What is to be done outside, and what {@link ApplicationSync} is told of it when it is done. */
public sealed interface Effect {

    /** The operation that it is for. */
    String operationId();

    /** Wait for what stands on the topics now: {@link ApplicationSync#caughtUp}. */
    record CatchUp(String operationId) implements Effect {}

    /** Ask a cluster what it serves: {@link ApplicationSync#discovered}. */
    record Discover(String operationId, String cluster, Set<GroupKind> kinds) implements Effect {
        public Discover {
            kinds = Set.copyOf(kinds);
        }
    }

    /** Find out whether a namespace is missing: {@link ApplicationSync#namespaceFound}. */
    record FindNamespace(String operationId, String cluster, String namespace) implements Effect {}

    /** Try writes without effect, all at once: {@link ApplicationSync#tried}, once for all. */
    record TryOut(String operationId, String cluster, List<Task.Apply> tasks) implements Effect {
        public TryOut {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Write one object, within the lease: {@link ApplicationSync#written}. Not before the steps that came with it are on record.
     *
     * @param precondition what an apply relies on; a deletion reads for itself, and a creation creates
     * @param options of the sync
     */
    record Write(String operationId, String cluster, Task task, Precondition precondition, SyncOptions options)
            implements Effect {}

    /** Let time pass: {@link ApplicationSync#paused}. */
    record Pause(String operationId, Duration duration) implements Effect {}
}
