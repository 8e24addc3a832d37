package io.headwater.catalog.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads Application custom resources: what is asked for, what was asked to be done, and what the status remembers. */
final class ApplicationReader {

    /** The entry of {@code operation.info} that holds the operation's id. */
    static final String OPERATION_ID = "headwater.io/operation-id";

    /** The entry of {@code operation.info} that holds the spec digest an operation was decided on. */
    static final String SPEC_DIGEST = "headwater.io/spec-digest";

    static final String REFRESH = "argocd.argoproj.io/refresh";

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private ApplicationReader() {}

    static ApplicationKey keyOf(KubernetesObject application) {
        return new ApplicationKey(application.namespace(), application.name());
    }

    static ApplicationFact read(KubernetesObject application, Destinations destinations) {
        var spec = specOf(application);
        var destination = destinations.find(spec.path("destination"));
        var problems = new ArrayList<>(destinations.problemsOf(spec));
        if (!spec.hasNonNull("source") && spec.path("sources").isEmpty()) {
            problems.add(
                    new Problem("SourceMissing", "the application names no source: set spec.source or spec.sources"));
        }
        if (UrlPasswords.isIn(application.tree().path("spec"))) {
            problems.add(new Problem(
                    "PasswordInUrl",
                    "the repository URL %s is written with a password, which is not used: put it into a Secret labelled argocd.argoproj.io/secret-type=repository"
                            .formatted(String.join(", ", repositoryUrls(spec)))));
        }
        var annotations = new LinkedHashMap<>(application.annotations());
        annotations.remove(LAST_APPLIED);
        annotations.remove(REFRESH);
        return new ApplicationFact(
                keyOf(application),
                application.uid(),
                digestOf(spec),
                spec.path("project").asText("default"),
                destination.map(ClusterFact::server).orElse(""),
                problems,
                spec,
                application.labels(),
                annotations,
                texts(application.metadata().path("finalizers")),
                instant(application.metadata().path("deletionTimestamp")),
                lastAttempt(application.tree().path("status").path("operationState")),
                history(application.tree().path("status").path("history")));
    }

    /**
     * The version of what an Application asks for. Whether that is brought about without a person, and how often it is tried, is no part of it: whoever
     * changes that alone has asked for no sync, and what somebody changed by hand stays. Argo CD looks at revision and source alone.
     */
    static String digestOf(ObjectNode spec) {
        var asked = spec.deepCopy().remove(List.of("info", "revisionHistoryLimit"));
        if (asked.get("syncPolicy") instanceof ObjectNode policy
                && policy.remove(List.of("automated", "retry")).isEmpty()) {
            asked.remove("syncPolicy");
        }
        return ContentDigest.of(asked).hex();
    }

    static ObjectNode specOf(KubernetesObject application) {
        return application.tree().get("spec") instanceof ObjectNode spec
                ? UrlPasswords.removed(spec)
                : JsonNodeFactory.instance.objectNode();
    }

    /**
     * The operation that is asked for; empty if none is. Its id is empty if the request carries none. {@code operation: {}} asks for one too, which names
     * nothing to do: that is for the applier to say.
     */
    static Optional<RequestedOperation> operationOf(KubernetesObject application) {
        if (!(application.tree().get("operation") instanceof ObjectNode asked)) {
            return Optional.empty();
        }
        var operation = UrlPasswords.removed(asked);
        var sync = operation.path("sync");
        return Optional.of(new RequestedOperation(
                info(operation, OPERATION_ID).orElse(""),
                keyOf(application),
                digestOf(specOf(application)),
                operation.path("initiatedBy").path("username").asText(""),
                sync.path("revision").asText(""),
                sync.path("prune").asBoolean(false),
                sync.path("dryRun").asBoolean(false),
                elements(sync.path("resources"))
                        .filter(resource -> !resource.path("name").asText("").isEmpty())
                        .map(resource -> ObjectKey.of(
                                resource.path("group").asText(""),
                                resource.path("kind").asText(""),
                                resource.path("namespace").asText(""),
                                resource.path("name").asText("")))
                        .toList(),
                new String(CanonicalJson.write(operation), UTF_8)));
    }

    /** The repositories of all sources. */
    static List<String> repositoryUrls(ObjectNode spec) {
        return Stream.concat(Stream.of(spec.path("source")), elements(spec.path("sources")))
                .map(source -> source.path("repoURL").asText(""))
                .filter(url -> !url.isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<LastAttempt> lastAttempt(JsonNode state) {
        if (!state.hasNonNull("phase")) {
            return Optional.empty();
        }
        var operation = state.path("operation");
        var result = state.path("syncResult");
        var revisions = texts(result.path("revisions"));
        if (revisions.isEmpty() && result.hasNonNull("revision")) {
            revisions = List.of(result.path("revision").asText());
        }
        return Optional.of(new LastAttempt(
                info(operation, OPERATION_ID).orElse(""),
                revisions,
                info(operation, SPEC_DIGEST).orElse(""),
                state.path("phase").asText(),
                instant(state.path("finishedAt")),
                state.path("retryCount").asInt(0)));
    }

    private static Optional<String> history(JsonNode entries) {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new String(CanonicalJson.write(UrlPasswords.removed(entries)), UTF_8));
    }

    private static Optional<String> info(JsonNode operation, String name) {
        return elements(operation.path("info"))
                .filter(entry -> entry.path("name").asText("").equals(name))
                .map(entry -> entry.path("value").asText(""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
