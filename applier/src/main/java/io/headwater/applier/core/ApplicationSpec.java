package io.headwater.applier.core;

import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.sync.SyncOptions;
import java.util.List;
import java.util.Optional;

/**
 * What of an application's specification matters for applying.
 *
 * @param digest its version
 * @param cluster the URL of the API server; empty if no such cluster is known
 * @param namespace where objects go that name no namespace
 * @param syncOptions {@code spec.syncPolicy.syncOptions}
 * @param ignored {@code spec.ignoreDifferences}, as far as it makes sense
 * @param allowEmpty whether an automated sync may prune everything
 * @param deleting whether the application itself is being deleted
 * @param problems what is wrong with it, a sentence each
 */
public record ApplicationSpec(
        String digest,
        String cluster,
        String namespace,
        List<String> syncOptions,
        IgnoreRules ignored,
        boolean allowEmpty,
        boolean deleting,
        List<String> problems) {

    public ApplicationSpec {
        syncOptions = List.copyOf(syncOptions);
        problems = List.copyOf(problems);
    }

    /** The options of a request: its own, or else the application's. */
    SyncOptions optionsFor(Request request) {
        return SyncOptions.parse(request.syncOptions().orElse(syncOptions));
    }

    /** Why nothing can be applied; empty when nothing stands in the way. */
    Optional<String> obstacle() {
        if (!problems.isEmpty()) {
            return Optional.of(String.join("; ", problems));
        }
        return cluster.isEmpty()
                ? Optional.of(
                        "the destination names no cluster that is known: add the cluster, or correct spec.destination")
                : Optional.empty();
    }
}
