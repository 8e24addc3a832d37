package io.headwater.differ.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.Reading;
import io.headwater.kubernetes.project.Delivery;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application, as far as the differ looks at it.
 *
 * @param key its identity
 * @param uid the uid of the custom resource
 * @param specDigest versions it
 * @param project the name of its AppProject
 * @param cluster the URL of the API server that it is delivered to; empty if no such cluster is known
 * @param clusterNames whatever else the destination calls its cluster
 * @param destinationNamespace where an object goes that names no namespace; empty if the application names none
 * @param policy when it is synced without being asked
 * @param admission what holds of its objects where they say nothing themselves
 * @param ignored the differences that are none, and what of that could not be read
 * @param problems what is wrong with the specification itself
 * @param deleting whether its deletion was requested
 * @param lastAttempt what its status on the hub remembers
 */
public record Application(
        ApplicationKey key,
        String uid,
        String specDigest,
        String project,
        String cluster,
        Set<String> clusterNames,
        String destinationNamespace,
        SyncPolicy policy,
        AdmissionOptions admission,
        Reading<IgnoreRules> ignored,
        List<Reason> problems,
        boolean deleting,
        Optional<Attempt> lastAttempt) {

    public Application {
        clusterNames = Set.copyOf(clusterNames);
        problems = List.copyOf(problems);
    }

    /** What sync windows choose by. */
    Delivery delivery() {
        var clusters = new HashSet<>(clusterNames);
        clusters.add(cluster);
        return new Delivery(key.name(), destinationNamespace, clusters);
    }
}
