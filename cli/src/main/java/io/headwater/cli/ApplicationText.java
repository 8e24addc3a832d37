package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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

    /** Why it is as it is, in one line, to be put behind something; empty if nothing is said of it. */
    static String reason(JsonNode application) {
        var status = application.path("status");
        var operation = status.path("operationState");
        var reasons = new ArrayList<String>();
        status.path("conditions")
                .forEach(condition -> reasons.add(condition.path("message").asText("")));
        if (!operation.path("phase").asText("Succeeded").equals("Succeeded")) {
            reasons.add(operation.path("message").asText(""));
        }
        reasons.add(status.path("health").path("message").asText(""));
        return reasons.stream()
                .filter(reason -> !reason.isBlank())
                .findFirst()
                .map(reason -> ": " + reason.strip().replaceAll("\\s+", " "))
                .orElse("");
    }

    /** What is rendered, a line for each source: repository, path or chart, revision that is followed. */
    static List<String> sources(JsonNode application) {
        var spec = application.path("spec");
        var sources = spec.path("sources").isEmpty() ? List.of(spec.path("source")) : spec.path("sources");
        return StreamSupport.stream(sources.spliterator(), false)
                .map(source -> String.join(
                        " ",
                        source.path("repoURL").asText(""),
                        source.path("path").asText(source.path("chart").asText("")),
                        source.path("targetRevision").asText("HEAD")))
                .toList();
    }

    private static String policy(JsonNode policy) {
        var automated = policy.path("automated");
        if (!automated.isObject() || !automated.path("enabled").asBoolean(true)) {
            return "Manual";
        }
        return automated.path("prune").asBoolean(false) ? "Auto-Prune" : "Auto";
    }
}
