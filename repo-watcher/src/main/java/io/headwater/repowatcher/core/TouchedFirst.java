package io.headwater.repowatcher.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Sources of one repository that moved from one commit to another, those first whose folder the commits touch: what such a commit changes is not to
 * wait for what it does not change. Only an order: a source may also depend on files outside of its folder.
 */
public record TouchedFirst(List<SourceKey> touched, List<SourceKey> others) {

    public TouchedFirst {
        touched = List.copyOf(touched);
        others = List.copyOf(others);
    }

    /** @param changed the paths of the files in which the commits differ */
    public static TouchedFirst of(Collection<WatchedSource> sources, Collection<String> changed) {
        var paths = new TreeSet<>(changed);
        var touched = new ArrayList<SourceKey>();
        var others = new ArrayList<SourceKey>();
        for (var source : sources) {
            var folder = folder(source.path());
            var first = paths.ceiling(folder);
            (first != null && first.startsWith(folder) ? touched : others).add(source.key());
        }
        return new TouchedFirst(touched, others);
    }

    /** With a slash at the end, and none before; empty for the whole repository. */
    private static String folder(String path) {
        var names = new ArrayList<String>();
        for (var name : path.split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names.isEmpty() ? "" : String.join("/", names) + "/";
    }
}
