package io.headwater.git.tree;

import java.time.Instant;
import java.util.List;

/**
 * Who made a commit, when and why.
 *
 * @param committed when it was made; {@code authored} may be earlier, if it was rebased
 * @param message the whole message, cut at 64 KiB
 * @param parents ids of the commits before it
 */
public record CommitInfo(
        String sha,
        String authorName,
        String authorEmail,
        Instant authored,
        Instant committed,
        String message,
        List<String> parents) {

    public CommitInfo {
        parents = List.copyOf(parents);
    }

    /** The first line of the message. */
    public String subject() {
        return message.lines().findFirst().orElse("");
    }
}
