package io.headwater.applier.core;

import io.headwater.kubernetes.GroupKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all applications of a partition share. */
public final class SharedFacts {

    private final Map<String, ClusterFacts> clusters = new HashMap<>();
    private final Set<GroupKind> withoutHealth = new HashSet<>();
    private @Nullable InstallationSettings settings;

    /** The facts of a cluster, by the URL of its API server; empty facts if nothing is known of it yet. */
    public ClusterFacts cluster(String server) {
        return clusters.computeIfAbsent(server, _ -> new ClusterFacts());
    }

    /** What the installation says about all applications; empty until it is known. */
    Optional<InstallationSettings> settings() {
        return Optional.ofNullable(settings);
    }

    /** @param known null where it is not known any more */
    public void settings(@Nullable InstallationSettings known) {
        settings = known;
    }

    /** Learns from each assessment whether its kind has a health at all: that is a matter of the kind, never of the object. */
    void learn(GroupKind kind, Assessment assessment) {
        if (assessment.health() == Assessment.Health.NONE) {
            withoutHealth.add(kind);
        } else {
            withoutHealth.remove(kind);
        }
    }

    /** Whether nobody needs to wait for the health of a kind. */
    boolean isWithoutHealth(GroupKind kind) {
        return withoutHealth.contains(kind);
    }
}
