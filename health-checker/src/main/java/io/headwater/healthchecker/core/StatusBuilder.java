package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.healthchecker.core.DriftInfo.ComparedObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds {@code Application.status} in Argo CD's shape.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml">Argo CD: Application</a>
 */
public final class StatusBuilder {

    private static final Set<String> SPEC_PROBLEMS = Set.of(
            "SourceMissing",
            "PasswordInUrl",
            "DestinationMissing",
            "DestinationAmbiguous",
            "ClusterUnknown",
            "ProjectUnknown",
            "InvalidRetry");
    private static final String SYNC_ERROR = "SyncError";
    private static final Set<String> SYNC_PROBLEMS = Set.of(
            SYNC_ERROR, "PruneBudgetExceeded", "Fighting", "HealingSlowed", "SyncHasNoEffect", "InvalidSyncWindow");

    /** Why nothing is done where that is as the Application or its project asks for. */
    private static final Set<String> SYNC_SKIPPED =
            Set.of("AutomatedSyncDisabled", "SelfHealDisabled", "PruneDisabled", "SyncWindow", "ProjectPending");

    private final String controllerNamespace;

    /** @param controllerNamespace the control-plane namespace */
    public StatusBuilder(String controllerNamespace) {
        this.controllerNamespace = controllerNamespace;
    }

    /**
     * Builds the status.
     *
     * @param images what the live objects run
     * @param before the status that was built before; transitions are dated by what differs from it
     * @param now the time of a transition
     */
    public ObjectNode build(
            ApplicationInfo application,
            Optional<DriftInfo> drift,
            Optional<OperationInfo> operation,
            Health health,
            Set<String> images,
            Optional<ObjectNode> before,
            Instant now) {
        var status = JsonNodeFactory.instance.objectNode();
        var earlier = before.orElseGet(JsonNodeFactory.instance::objectNode);
        drift.ifPresent(verdict -> {
            status.set("resources", resources(verdict));
            status.put("reconciledAt", at(verdict.computedAt()));
        });
        status.set("sync", sync(application, drift));
        status.set("health", health(health, earlier.path("health"), now));
        status.set("conditions", conditions(application, drift, operation, earlier.path("conditions"), now));
        operation.ifPresent(current -> status.set("operationState", OperationStates.build(application, current)));
        var history = history(application, operation, before);
        if (!history.isEmpty()) {
            status.set("history", history);
        }
        status.put("sourceType", "Directory");
        var summary = status.putObject("summary");
        if (!images.isEmpty()) {
            new TreeSet<>(images).forEach(summary.putArray("images")::add);
        }
        status.put("controllerNamespace", controllerNamespace);
        status.put("resourceHealthSource", "appTree");
        return status;
    }

    /** A time as Kubernetes writes it, to the second. */
    static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static ArrayNode resources(DriftInfo drift) {
        var resources = JsonNodeFactory.instance.arrayNode();
        drift.objects().forEach(object -> resources.add(resource(object)));
        return resources;
    }

    private static ObjectNode resource(ComparedObject object) {
        var resource = JsonNodeFactory.instance.objectNode();
        putUnlessEmpty(resource, "group", object.key().group());
        resource.put("version", object.version());
        resource.put("kind", object.key().kind());
        putUnlessEmpty(resource, "namespace", object.key().namespace());
        resource.put("name", object.key().name());
        if (!object.hook().isEmpty()) {
            return resource.put("hook", true);
        }
        resource.put("status", object.sync());
        if (object.requiresPruning()) {
            resource.put("requiresPruning", true);
        }
        if (object.wave() != 0) {
            resource.put("syncWave", object.wave());
        }
        return resource;
    }

    private static ObjectNode sync(ApplicationInfo application, Optional<DriftInfo> drift) {
        var sync = JsonNodeFactory.instance.objectNode();
        sync.put("status", drift.map(DriftInfo::sync).orElse("Unknown"));
        var compared = sync.putObject("comparedTo");
        for (var field : List.of("source", "sources", "destination", "ignoreDifferences")) {
            if (application.spec().hasNonNull(field)) {
                compared.set(field, application.spec().get(field).deepCopy());
            }
        }
        OperationStates.putRevisions(
                sync, application, drift.map(DriftInfo::revisions).orElse(List.of()));
        return sync;
    }

    private static ObjectNode health(Health health, JsonNode before, Instant now) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("status", health.status().word());
        putUnlessEmpty(node, "message", health.message());
        var same = before.path("status").asText("").equals(health.status().word());
        var since = before.path("lastTransitionTime").asText("");
        node.put("lastTransitionTime", same && !since.isEmpty() ? since : at(now));
        return node;
    }

    private static ArrayNode conditions(
            ApplicationInfo application,
            Optional<DriftInfo> drift,
            Optional<OperationInfo> operation,
            JsonNode before,
            Instant now) {
        var reasons = new ArrayList<>(application.problems());
        drift.ifPresent(verdict -> reasons.addAll(verdict.reasons()));
        operation
                .filter(current -> current.automated()
                        && (current.phase().equals("Failed") || current.phase().equals("Error"))
                        && reasons.stream().noneMatch(reason -> reason.code().equals(SYNC_ERROR)))
                .ifPresent(failed -> reasons.add(new Reason(
                        SYNC_ERROR,
                        "Failed last sync attempt to %s: %s"
                                .formatted(String.join(", ", failed.revisions()), failed.message()))));
        var conditions = JsonNodeFactory.instance.arrayNode();
        var told = new HashSet<String>();
        reasons.removeIf(reason -> !told.add(reason.message()));
        for (var reason : reasons) {
            var condition = conditions.addObject().put("type", typeOf(reason)).put("message", reason.message());
            condition.put("lastTransitionTime", sinceWhen(condition, before).orElseGet(() -> at(now)));
        }
        return conditions;
    }

    private static String typeOf(Reason reason) {
        if (SPEC_PROBLEMS.contains(reason.code())) {
            return "InvalidSpecError";
        }
        if (reason.code().equals("SharedResource")) {
            return "SharedResourceWarning";
        }
        if (SYNC_SKIPPED.contains(reason.code())) {
            return "SyncSkipped";
        }
        if (reason.code().equals("ExcludedResource")) {
            return "ExcludedResourceWarning";
        }
        if (reason.code().equals("OrphanedResource")) {
            return "OrphanedResourceWarning";
        }
        return SYNC_PROBLEMS.contains(reason.code()) ? "SyncError" : "ComparisonError";
    }

    private static Optional<String> sinceWhen(ObjectNode condition, JsonNode before) {
        for (var earlier : before) {
            if (earlier.path("type").equals(condition.get("type"))
                    && earlier.path("message").equals(condition.get("message"))) {
                return Optional.of(earlier.path("lastTransitionTime").asText(""));
            }
        }
        return Optional.empty();
    }

    /** The history with the operation appended to it if it has just succeeded; what was built before counts more than what the hub had. */
    private static ArrayNode history(
            ApplicationInfo application, Optional<OperationInfo> operation, Optional<ObjectNode> before) {
        var known = before.map(status -> status.get("history"))
                .filter(ArrayNode.class::isInstance)
                .map(ArrayNode.class::cast)
                .orElse(application.history());
        return operation
                .filter(current -> current.full() && current.phase().equals("Succeeded"))
                .map(succeeded -> DeploymentHistory.append(known, application, succeeded))
                .orElseGet(known::deepCopy);
    }

    private static void putUnlessEmpty(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }
}
