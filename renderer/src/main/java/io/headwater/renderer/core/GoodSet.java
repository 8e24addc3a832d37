package io.headwater.renderer.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.ContentDigest;
import java.util.List;

/**
 * A complete set of objects that an application wants.
 *
 * @param setDigest digest over everything else: the version of what is desired
 * @param digests its objects, in the order in which they were rendered
 * @param sourceType how its first source was rendered, in Argo CD's words
 */
public record GoodSet(
        String setDigest, String specDigest, List<SourceAt> revisions, List<String> digests, String sourceType) {

    public GoodSet {
        revisions = List.copyOf(revisions);
        digests = List.copyOf(digests);
    }

    /** The set that a render gives. */
    public static GoodSet of(RenderInput input, List<String> digests, String sourceType) {
        var specDigest = input.application().specDigest();
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("specDigest", specDigest).put("sourceType", sourceType);
        var revisions = tree.putArray("revisions");
        for (var source : input.revisions()) {
            revisions
                    .addObject()
                    .put("index", source.index())
                    .put("repositoryUrl", source.repositoryUrl())
                    .put("targetRevision", source.targetRevision())
                    .put("revision", source.revision());
        }
        var objects = tree.putArray("digests");
        digests.forEach(objects::add);
        return new GoodSet(ContentDigest.of(tree).hex(), specDigest, input.revisions(), digests, sourceType);
    }
}
