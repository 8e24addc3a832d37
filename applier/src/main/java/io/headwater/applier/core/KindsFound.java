package io.headwater.applier.core;

import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.kubernetes.GroupKind;
import java.util.Map;
import java.util.Set;

/** What a cluster said when it was asked for kinds. */
public sealed interface KindsFound {

    /**
     * It answered.
     *
     * @param served those it serves
     * @param absent those it does not
     * @param unknown those of which nobody can say, since the server behind them is down
     */
    record Answer(Map<GroupKind, KindFacts> served, Set<GroupKind> absent, Set<GroupKind> unknown)
            implements KindsFound {
        public Answer {
            served = Map.copyOf(served);
            absent = Set.copyOf(absent);
            unknown = Set.copyOf(unknown);
        }
    }

    /** It did not. */
    record Silence(String message) implements KindsFound {}
}
