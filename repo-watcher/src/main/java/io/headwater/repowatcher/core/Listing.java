package io.headwater.repowatcher.core;

import java.util.Map;

/**
 * What a server said when it was asked.
 *
 * @param defaultBranch its name; empty if the server does not tell
 * @param standings what each target revision that was asked about stands for
 */
public record Listing(String defaultBranch, Map<String, Standing> standings) {

    public Listing {
        standings = Map.copyOf(standings);
    }

    /** What a target revision stands for. */
    public sealed interface Standing {
        /**
         * @param revision a full commit id
         * @param ref the full name of the branch or tag; empty for a commit named by its id
         */
        record At(String revision, String ref) implements Standing {}

        /** @param message why it stands for nothing, for the user */
        record Unknown(String message) implements Standing {}
    }
}
