package io.headwater.repowatcher.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the refs that moved, from where the sources that follow them stood and stand. */
final class Movements {

    private final Map<String, String> after = new TreeMap<>();
    private final Map<String, Set<String>> before = new HashMap<>();

    /**
     * Notes where a source stands.
     *
     * @param ref the ref it follows; empty for a commit that is named by its id, which can't move
     * @param stood where the source stood before, if it was there
     */
    void note(String ref, Optional<String> stood, String stands) {
        if (ref.isEmpty()) {
            return;
        }
        after.put(ref, stands);
        var commits = before.computeIfAbsent(ref, ignored -> new HashSet<>());
        stood.ifPresent(commits::add);
    }

    /** A ref at whose commit a source stood before has not moved now. */
    List<Movement> found(boolean byWebhook) {
        return after.entrySet().stream()
                .filter(ref -> !before.getOrDefault(ref.getKey(), Set.of()).contains(ref.getValue()))
                .map(ref -> new Movement(
                        ref.getKey(),
                        before.getOrDefault(ref.getKey(), Set.of()).stream()
                                .min(String::compareTo)
                                .orElse(""),
                        ref.getValue(),
                        byWebhook))
                .toList();
    }
}
