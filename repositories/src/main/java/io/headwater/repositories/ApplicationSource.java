package io.headwater.repositories;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One source of an Application: {@code spec.source}, or an entry of {@code spec.sources}, which comes first where both are given.
 *
 * @param index its position, from 0
 * @param repositoryUrl as the Application writes it
 * @param targetRevision empty for the default branch
 * @param path the folder to render; empty if none is named
 * @param chart the chart of a Helm repository; empty for a Git source
 * @param ref the name under which other sources refer to its files; empty if it has none
 * @param settings the source as a whole, with what says how to render it
 */
public record ApplicationSource(
        int index,
        String repositoryUrl,
        String targetRevision,
        String path,
        String chart,
        String ref,
        JsonNode settings) {

    /** The sources in an Application's {@code spec}, in their order; empty if it names none. */
    public static List<ApplicationSource> of(JsonNode spec) {
        var found = new ArrayList<ApplicationSource>();
        for (var source : spec.path("sources")) {
            found.add(of(found.size(), source));
        }
        if (found.isEmpty() && spec.path("source").isObject()) {
            found.add(of(0, spec.path("source")));
        }
        return List.copyOf(found);
    }

    private static ApplicationSource of(int index, JsonNode source) {
        return new ApplicationSource(
                index,
                source.path("repoURL").asText("").strip(),
                source.path("targetRevision").asText("").strip(),
                source.path("path").asText("").strip(),
                source.path("chart").asText("").strip(),
                source.path("ref").asText("").strip(),
                source);
    }

    /** Whether it is a Git repository; Helm and OCI repositories are not read yet. */
    public boolean isGit() {
        return chart.isEmpty() && !repositoryUrl.startsWith("oci://");
    }
}
