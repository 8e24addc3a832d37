package io.headwater.differ.kafka;

import io.headwater.differ.core.Application;
import io.headwater.differ.core.Attempt;
import io.headwater.differ.core.LiveObject;
import io.headwater.differ.core.SyncPolicy;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.schemas.avro.ApplicationObserved;
import java.util.Optional;

/** Reads what the catalog says of applications. */
public final class ApplicationRecords {

    private ApplicationRecords() {}

    public static Application application(ApplicationObserved observed) {
        var reference = observed.getApplication();
        var spec = Contents.tree(observed.getSpec());
        return new Application(
                new ApplicationKey(reference.getNamespace(), reference.getName()),
                observed.getUid(),
                observed.getSpecDigest(),
                observed.getCluster(),
                spec.path("destination").path("namespace").asText(""),
                SyncPolicy.of(spec),
                KubernetesObject.listed(observed.getAnnotations().getOrDefault(LiveObject.COMPARE_OPTIONS, ""))
                        .contains("IncludeMutationWebhook=true"),
                IgnoreRuleReader.ofApplication(spec.path("ignoreDifferences")).map(IgnoreRules::of),
                observed.getProblems().stream().map(Contents::reason).toList(),
                observed.getDeletionRequestedAt() != null,
                Optional.ofNullable(observed.getLastAttempt()).map(ApplicationRecords::attempt));
    }

    private static Attempt attempt(io.headwater.schemas.avro.Attempt attempt) {
        return new Attempt(
                attempt.getOperationId(),
                attempt.getRevisions(),
                attempt.getSpecDigest(),
                attempt.getPhase(),
                attempt.getRetryCount());
    }
}
