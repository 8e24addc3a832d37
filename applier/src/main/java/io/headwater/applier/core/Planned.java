package io.headwater.applier.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.Set;

/** What came of planning. */
sealed interface Planned {

    record Ready(SyncPlan plan) implements Planned {}

    /** The cluster must be asked for these kinds first. */
    record Unresolved(Set<GroupKind> kinds) implements Planned {
        public Unresolved {
            kinds = Set.copyOf(kinds);
        }
    }

    /** It can't be carried out; nothing of it is. */
    record Invalid(List<Problem> problems) implements Planned {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * What is wrong with one object.
     *
     * @param version the version of its API; empty if unknown
     */
    record Problem(ObjectKey object, String version, String message) {}
}
