package io.headwater.applier.topology;

import io.headwater.applier.core.ApplicationSync;
import io.headwater.applier.core.DryRun;
import io.headwater.applier.core.Effect;
import io.headwater.applier.core.KindsFound;
import io.headwater.applier.core.NamespaceLookup;
import io.headwater.applier.core.Reaction;
import io.headwater.applier.core.Task;
import io.headwater.applier.core.Trial;
import io.headwater.applier.core.WriteResult;
import io.headwater.applier.kubernetes.ClusterWrites;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.runtime.cluster.ClusterLookup;
import io.headwater.runtime.cluster.Clusters;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.PartitionWorker.CatchUp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Carries out effects for one partition and hands back, on the partition's loop, what came of them. */
final class EffectRunner {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Clusters clusters;
    private final ClusterWrites.Terms terms;
    private final EventLoop loop;
    private final CatchUp catchUp;
    private final Runnable lease;
    private final Outcome outcome;

    /** Takes what happened to an application; called on the loop. */
    @FunctionalInterface
    interface Outcome {
        void happened(ApplicationKey application, Function<ApplicationSync, Reaction> what);
    }

    /** @param lease throws {@link io.headwater.applier.kubernetes.LeaseOverException} when no write may be begun */
    EffectRunner(
            Clusters clusters,
            ClusterWrites.Terms terms,
            EventLoop loop,
            CatchUp catchUp,
            Runnable lease,
            Outcome outcome) {
        this.clusters = clusters;
        this.terms = terms;
        this.loop = loop;
        this.catchUp = catchUp;
        this.lease = lease;
        this.outcome = outcome;
    }

    void run(ApplicationKey application, Effect effect) {
        var id = effect.operationId();
        switch (effect) {
            case Effect.CatchUp _ -> catchUp.then(() -> outcome.happened(application, sync -> sync.caughtUp(id)));
            case Effect.Pause pause ->
                loop.schedule(pause.duration(), () -> outcome.happened(application, sync -> sync.paused(id)));
            case Effect.Discover discover ->
                offload(application, () -> {
                    var found = discover(discover);
                    return sync -> sync.discovered(id, found);
                });
            case Effect.FindNamespace namespace ->
                offload(application, () -> {
                    var found = findNamespace(namespace);
                    return sync -> sync.namespaceFound(id, found);
                });
            case Effect.TryOut trial ->
                offload(application, () -> {
                    var results = tryOut(trial);
                    return sync -> sync.tried(id, results);
                });
            case Effect.Write write ->
                offload(application, () -> {
                    var result = write(application, write);
                    return sync -> sync.written(id, write.task().key(), result);
                });
        }
    }

    /** Has a cluster answer a question of the differ's. */
    void run(ApplicationKey application, DryRun dryRun) {
        offload(application, () -> {
            var answer =
                    switch (clusters.find(dryRun.cluster())) {
                        case ClusterLookup.Connected connected ->
                            new ClusterWrites(connected.connection(), terms).predict(dryRun);
                        case ClusterLookup.Unavailable _ -> Optional.<Trial.Answer>empty();
                    };
            return sync -> sync.answered(dryRun.question(), answer);
        });
    }

    private interface Blocking {
        Function<ApplicationSync, Reaction> run();
    }

    private void offload(ApplicationKey application, Blocking blocking) {
        loop.offload(() -> {
            var what = blocking.run();
            loop.execute(() -> outcome.happened(application, what));
        });
    }

    private KindsFound discover(Effect.Discover effect) {
        return switch (clusters.find(effect.cluster())) {
            case ClusterLookup.Connected connected ->
                new ClusterWrites(connected.connection(), terms).discover(effect.kinds());
            case ClusterLookup.Unavailable unavailable -> new KindsFound.Silence(unavailable.message());
        };
    }

    private NamespaceLookup findNamespace(Effect.FindNamespace effect) {
        return switch (clusters.find(effect.cluster())) {
            case ClusterLookup.Connected connected ->
                new ClusterWrites(connected.connection(), terms).findNamespace(effect.namespace());
            case ClusterLookup.Unavailable unavailable -> new NamespaceLookup.Unknown(unavailable.message());
        };
    }

    private WriteResult write(ApplicationKey application, Effect.Write effect) {
        return switch (clusters.find(effect.cluster())) {
            case ClusterLookup.Connected connected ->
                new ClusterWrites(connected.connection().guardedBy(lease), terms).write(application, effect);
            case ClusterLookup.Unavailable unavailable -> retryLater(unavailable.message());
        };
    }

    private Map<ObjectKey, WriteResult> tryOut(Effect.TryOut effect) {
        return switch (clusters.find(effect.cluster())) {
            case ClusterLookup.Connected connected ->
                tryOut(new ClusterWrites(connected.connection(), terms), effect.tasks());
            case ClusterLookup.Unavailable unavailable -> {
                var results = new LinkedHashMap<ObjectKey, WriteResult>();
                effect.tasks().forEach(task -> results.put(task.key(), retryLater(unavailable.message())));
                yield results;
            }
        };
    }

    private static Map<ObjectKey, WriteResult> tryOut(ClusterWrites writes, List<Task.Apply> tasks) {
        var trials = new LinkedHashMap<ObjectKey, CompletableFuture<WriteResult>>();
        for (var task : tasks) {
            trials.put(task.key(), CompletableFuture.supplyAsync(() -> writes.tryOut(task), THREADS));
        }
        var results = new LinkedHashMap<ObjectKey, WriteResult>();
        trials.forEach((key, trial) -> results.put(key, trial.join()));
        return results;
    }

    private static WriteResult retryLater(String message) {
        return new WriteResult.Unavailable(message, Optional.empty());
    }
}
