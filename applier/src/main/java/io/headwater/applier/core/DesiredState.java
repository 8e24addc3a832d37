package io.headwater.applier.core;

import java.util.List;
import java.util.Optional;

/**
 * What Git says of an application, by the newest try to render it.
 *
 * @param specDigest the specification at the last try
 * @param good the newest set that rendered without an error; empty if there never was one
 * @param failure why the last try failed; empty when {@code good} is its result
 */
public record DesiredState(String specDigest, Optional<RenderedSet> good, Optional<String> failure) {

    /**
     * A complete set of objects.
     *
     * @param digest its version
     * @param specDigest the specification that was rendered
     * @param objects the digests of its objects
     */
    public record RenderedSet(String digest, String specDigest, List<SourceRevision> revisions, List<String> objects) {
        public RenderedSet {
            revisions = List.copyOf(revisions);
            objects = List.copyOf(objects);
        }

        /** Whether its only source stands at a revision that somebody asked for, by commit or by the name that the application asks for. */
        boolean standsAt(String revision) {
            return revisions.stream()
                    .anyMatch(source -> source.revision().equals(revision)
                            || source.targetRevision().equals(revision));
        }
    }
}
