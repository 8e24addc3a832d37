package io.headwater.repowatcher.core;

import io.headwater.git.revision.TargetRevision;
import java.util.regex.Pattern;

/**
 * A push that a Git server told us of, or a wish to look.
 *
 * @param ref the full name of the ref that moved; empty for all
 * @param before the commit the ref stood at; empty if unknown
 * @param after the commit the ref stands at; empty if unknown
 * @param defaultBranch the name of the repository's default branch; empty if unknown
 */
public record Push(String ref, String before, String after, String defaultBranch) {

    static final String BRANCHES = "refs/heads/";
    static final String TAGS = "refs/tags/";
    private static final Pattern COMMIT = Pattern.compile("(?!0{40})[0-9a-f]{40}");

    /** Whether it says to which commit a branch moved. What is said of a tag may be the id of an annotation, which is no commit. */
    boolean namesCommit() {
        return ref.startsWith(BRANCHES) && COMMIT.matcher(after).matches();
    }

    /**
     * Whether it can change what a target revision stands for, by Argo CD's rules.
     *
     * @param knownDefault the default branch as the server last said it; empty if it has not
     */
    boolean concerns(String targetRevision, String knownDefault) {
        var target = TargetRevision.of(targetRevision);
        if (target.commit().isPresent()) {
            return false;
        }
        if (ref.isEmpty()) {
            return true;
        }
        if (target.isHead()) {
            var branch = defaultBranch.isEmpty() ? knownDefault : defaultBranch;
            return ref.startsWith(BRANCHES) && (branch.isEmpty() || ref.equals(BRANCHES + branch));
        }
        return shortName(ref).equals(shortName(targetRevision))
                || ref.startsWith(TAGS) && target.isConstraintAllowing(shortName(ref));
    }

    private static String shortName(String ref) {
        if (ref.startsWith(BRANCHES)) {
            return ref.substring(BRANCHES.length());
        }
        return ref.startsWith(TAGS) ? ref.substring(TAGS.length()) : ref;
    }
}
