package io.headwater.renderer.git;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.git.tree.CommitTree;
import io.headwater.git.tree.Observation;
import io.headwater.renderer.core.RenderInput;
import io.headwater.repositories.ApplicationSource;
import java.util.List;

/**
 * What a render gave, and all that it depended on: how the application wants to be rendered, and every path that was looked at, found or not. While
 * all of that is as it was, the result is, whatever else commits change.
 *
 * @param seen by source, what was looked at in its commit
 * @param digests the result
 */
public record RenderMemory(
        List<JsonNode> settings,
        String destinationNamespace,
        List<List<Observation>> seen,
        List<String> digests,
        String sourceType) {

    public RenderMemory {
        settings = List.copyOf(settings);
        seen = List.copyOf(seen);
        digests = List.copyOf(digests);
    }

    static RenderMemory of(RenderInput input, List<List<Observation>> seen, List<String> digests, String sourceType) {
        return new RenderMemory(settings(input), input.application().destinationNamespace(), seen, digests, sourceType);
    }

    /**
     * Whether a render would give the same again.
     *
     * @param trees the commits, by source
     */
    boolean stillHolds(RenderInput input, List<CommitTree> trees) {
        if (!settings.equals(settings(input))
                || !destinationNamespace.equals(input.application().destinationNamespace())
                || trees.size() != seen.size()) {
            return false;
        }
        for (var source = 0; source < trees.size(); source++) {
            var tree = trees.get(source);
            if (!seen.get(source).stream().allMatch(tree::stillHolds)) {
                return false;
            }
        }
        return true;
    }

    /** Which repository a source names counts as well, not at which revision. */
    private static List<JsonNode> settings(RenderInput input) {
        return input.application().sources().stream()
                .map(ApplicationSource::settings)
                .toList();
    }
}
