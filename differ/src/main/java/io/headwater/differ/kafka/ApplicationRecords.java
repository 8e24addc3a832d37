package io.headwater.differ.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.differ.core.AdmissionOptions;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                observed.getProject(),
                observed.getCluster(),
                clusterNames(spec.path("destination")),
                spec.path("destination").path("namespace").asText(""),
                SyncPolicy.of(spec),
                AdmissionOptions.of(KubernetesObject.listed(
                        observed.getAnnotations().getOrDefault(LiveObject.COMPARE_OPTIONS, ""))),
                IgnoreRuleReader.ofApplication(spec.path("ignoreDifferences")).map(IgnoreRules::of),
                observed.getProblems().stream().map(Contents::reason).toList(),
                observed.getDeletionRequestedAt() != null,
                Optional.ofNullable(observed.getLastAttempt()).map(ApplicationRecords::attempt));
    }

    private static Set<String> clusterNames(JsonNode destination) {
        return Stream.of("server", "name")
                .map(field -> destination.path(field).asText(""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
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
