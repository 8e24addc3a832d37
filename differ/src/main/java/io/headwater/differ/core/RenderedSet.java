package io.headwater.differ.core;

import java.util.List;

/**
 * A complete set of objects that an application wants.
 *
 * @param setDigest the version of what is desired
 * @param specDigest the version of the application that was rendered
 * @param revisions what was rendered, by source
 * @param digests the digests of its objects
 */
public record RenderedSet(String setDigest, String specDigest, List<SourceRevision> revisions, List<String> digests) {

    public RenderedSet {
        revisions = List.copyOf(revisions);
        digests = List.copyOf(digests);
    }

    /** The commits, for messages. */
    public String revisionText() {
        return revisions.isEmpty()
                ? "no revision"
                : String.join(
                        ", ", revisions.stream().map(SourceRevision::revision).toList());
    }
}
