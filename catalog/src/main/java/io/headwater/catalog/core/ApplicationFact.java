package io.headwater.catalog.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One Application as the hub holds it.
 *
 * @param specDigest the version of what is asked for
 * @param cluster the URL of the destination's API server; empty if no such cluster is known
 * @param problems what is wrong with the specification
 * @param lastAttempt what the status remembers of the last operation
 * @param history {@code status.history} as canonical JSON
 */
public record ApplicationFact(
        ApplicationKey key,
        String uid,
        String specDigest,
        String project,
        String cluster,
        List<Problem> problems,
        ObjectNode spec,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> finalizers,
        Optional<Instant> deletionRequestedAt,
        Optional<LastAttempt> lastAttempt,
        Optional<String> history) {

    public ApplicationFact {
        problems = List.copyOf(problems);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        finalizers = List.copyOf(finalizers);
    }

    /** Whether another fact says the same about everything but what the status remembers: news of that alone are no news. */
    public boolean saysTheSameAs(ApplicationFact other) {
        return withoutMemory().equals(other.withoutMemory());
    }

    private ApplicationFact withoutMemory() {
        return new ApplicationFact(
                key,
                uid,
                specDigest,
                project,
                cluster,
                problems,
                spec,
                labels,
                annotations,
                finalizers,
                deletionRequestedAt,
                Optional.empty(),
                Optional.empty());
    }
}
