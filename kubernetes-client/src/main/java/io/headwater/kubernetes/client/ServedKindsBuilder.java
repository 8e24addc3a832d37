package io.headwater.kubernetes.client;

import io.headwater.kubernetes.GroupKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what a server says it serves, version by version, the preferred one of a kind first. */
final class ServedKindsBuilder {

    private final Map<GroupKind, List<ServedVersion>> versions = new HashMap<>();
    private final Set<String> staleGroups = new HashSet<>();

    /** Where two resources of one version have the same kind, the one that can do more stands for it. */
    void add(ServedVersion served) {
        var known = versions.computeIfAbsent(served.type().groupKind(), _ -> new ArrayList<>());
        for (var i = 0; i < known.size(); i++) {
            if (known.get(i).type().version().equals(served.type().version())) {
                if (served.verbs().size() > known.get(i).verbs().size()) {
                    known.set(i, served);
                }
                return;
            }
        }
        known.add(served);
    }

    void stale(String group) {
        staleGroups.add(group);
    }

    ServedKinds build() {
        var kinds = new HashMap<GroupKind, ServedKind>();
        versions.forEach((kind, served) -> kinds.put(kind, new ServedKind(kind, served)));
        return new ServedKinds(kinds, staleGroups);
    }
}
