package io.headwater.healthchecker.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.healthchecker.core.ApplicationInfo;
import io.headwater.healthchecker.core.Health;
import io.headwater.healthchecker.core.OperationStates;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.SameJson;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.schemas.avro.StatusChanged;
import java.util.List;
import java.util.Optional;

/**
 * The status of an application as it is published, unpacked, so that two can be compared without packing them.
 *
 * @param uid of the custom resource
 * @param specDigest the version of the application that it was made for
 * @param status {@code Application.status}; nobody changes it
 * @param finishedOperation the operation whose request is to be cleared from the Application
 */
public record PublishedStatus(
        ApplicationKey application,
        String uid,
        String project,
        String specDigest,
        HealthCode health,
        ObjectNode status,
        Optional<String> finishedOperation) {

    /** What is to be published of an application. */
    public static PublishedStatus of(
            ApplicationInfo application, ObjectNode status, Health health, Optional<String> finishedOperation) {
        return new PublishedStatus(
                application.key(),
                application.uid(),
                application.project(),
                application.specDigest(),
                HealthRecords.code(health.status()),
                status,
                finishedOperation);
    }

    /** What was published. */
    public static PublishedStatus of(StatusChanged changed) {
        return new PublishedStatus(
                HealthRecords.keyOf(changed.getApplication()),
                changed.getUid(),
                changed.getProject(),
                changed.getSpecDigest(),
                changed.getHealth(),
                HealthRecords.statusOf(changed),
                Optional.ofNullable(changed.getFinishedOperationId()));
    }

    /** Whether another one says the same. */
    public boolean saysTheSameAs(PublishedStatus other) {
        return withoutStatus().equals(other.withoutStatus()) && SameJson.isSame(status, other.status);
    }

    private List<Object> withoutStatus() {
        return List.of(application, uid, project, specDigest, health, finishedOperation);
    }

    /** Whether another one differs in nothing that a person would call a transition. */
    public boolean isSameStoryAs(PublishedStatus other) {
        return health == other.health && story().equals(other.story());
    }

    /** Whether it tells of more than details: of something that somebody may be waiting for. From not knowing to not knowing, nothing has happened. */
    public boolean isTransitionFrom(Optional<PublishedStatus> before) {
        var isUnknown = isUnknown() && before.map(PublishedStatus::isUnknown).orElse(true);
        return !isUnknown && before.filter(this::isSameStoryAs).isEmpty();
    }

    /** Whether another one is to be expected soon: something differs or is not known, or an operation is under way. */
    public boolean isOnItsWay() {
        return !status.at("/sync/status").asText().equals("Synced")
                || status.at("/operationState/phase").asText().equals("Running");
    }

    private boolean isUnknown() {
        return status.path("sync").path("status").asText("").equals("Unknown");
    }

    private String story() {
        var sync = status.path("sync");
        var operation = status.path("operationState");
        return String.join(
                "|",
                sync.path("status").asText(""),
                sync.path("revision").asText(""),
                operation.path("phase").asText(""),
                OperationStates.identity(operation));
    }
}
