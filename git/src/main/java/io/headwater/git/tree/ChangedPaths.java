package io.headwater.git.tree;

import java.util.List;

/**
 * The files in which two commits differ; a file that was moved stands there twice.
 *
 * @param complete false if there are more than were asked for, which then must count as "all of them"
 */
public record ChangedPaths(List<String> paths, boolean complete) {

    public ChangedPaths {
        paths = List.copyOf(paths);
    }
}
