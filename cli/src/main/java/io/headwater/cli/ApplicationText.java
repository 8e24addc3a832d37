package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An application in the words of the command line, which are Argo CD's. */
final class ApplicationText {

    static final List<String> HEADER =
            List.of("NAME", "CLUSTER", "NAMESPACE", "PROJECT", "STATUS", "HEALTH", "SYNCPOLICY", "CONDITIONS");
    static final List<String> WIDE_HEADER = List.of(
            "NAME",
            "CLUSTER",
            "NAMESPACE",
            "PROJECT",
            "STATUS",
            "HEALTH",
            "SYNCPOLICY",
            "CONDITIONS",
            "REPO",
            "PATH",
            "TARGET");

    private ApplicationText() {}

    static List<String> row(JsonNode application, boolean wide) {
        var spec = application.path("spec");
        var destination = spec.path("destination");
        var row = List.of(
                qualifiedName(application),
                destination.path("server").asText(destination.path("name").asText("")),
                destination.path("namespace").asText(""),
                spec.path("project").asText("default"),
                sync(application),
                health(application),
                policy(spec.path("syncPolicy")),
                conditions(application));
        if (!wide) {
            return row;
        }
        var source = spec.path("source").isMissingNode() ? spec.path("sources").path(0) : spec.path("source");
        return Stream.concat(
                        row.stream(),
                        List.of(
                                source.path("repoURL").asText(""),
                                source.path("path").asText(""),
                                source.path("targetRevision").asText(""))
                                .stream())
                .toList();
    }

    static String qualifiedName(JsonNode application) {
        var metadata = application.path("metadata");
        return metadata.path("namespace").asText("") + "/"
                + metadata.path("name").asText("");
    }

    static String sync(JsonNode application) {
        return application.path("status").path("sync").path("status").asText("Unknown");
    }

    static String health(JsonNode application) {
        return application.path("status").path("health").path("status").asText("Unknown");
    }

    static String conditions(JsonNode application) {
        var types = StreamSupport.stream(
                        application.path("status").path("conditions").spliterator(), false)
                .map(condition -> condition.path("type").asText())
                .distinct()
                .toList();
        return types.isEmpty() ? "<none>" : String.join(",", types);
    }

    private static String policy(JsonNode policy) {
        var automated = policy.path("automated");
        if (!automated.isObject() || !automated.path("enabled").asBoolean(true)) {
            return "Manual";
        }
        return automated.path("prune").asBoolean(false) ? "Auto-Prune" : "Auto";
    }
}
