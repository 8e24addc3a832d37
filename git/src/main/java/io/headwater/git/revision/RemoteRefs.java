package io.headwater.git.revision;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's branches and tags stood at when its server was asked.
 *
 * @param head the commit of the default branch; null in an empty repository
 * @param defaultBranch its name without {@code refs/heads/}; null if the server's HEAD is detached, or the server does not tell
 * @param refs commits by full name ({@code refs/heads/main}); an annotated tag stands with the commit it points to
 */
public record RemoteRefs(@Nullable String head, @Nullable String defaultBranch, SortedMap<String, String> refs) {

    static final String BRANCHES = "refs/heads/";
    static final String TAGS = "refs/tags/";

    public RemoteRefs {
        refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
    }

    public Optional<String> branch(String name) {
        return Optional.ofNullable(refs.get(BRANCHES + name));
    }

    public Optional<String> tag(String name) {
        return Optional.ofNullable(refs.get(TAGS + name));
    }

    /** Commits by branch name. */
    public Map<String, String> branches() {
        return below(BRANCHES);
    }

    /** Commits by tag name. */
    public Map<String, String> tags() {
        return below(TAGS);
    }

    private Map<String, String> below(String prefix) {
        var found = new TreeMap<String, String>();
        refs.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry -> found.put(entry.getKey().substring(prefix.length()), entry.getValue()));
        return found;
    }
}
