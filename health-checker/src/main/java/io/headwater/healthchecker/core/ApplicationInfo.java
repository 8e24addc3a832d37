package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import java.util.List;

/**
 * What the health-checker must know of an application.
 *
 * @param cluster the URL of the destination's API server; empty if none is known
 * @param problems what is wrong with the specification
 * @param spec {@code spec}
 * @param history {@code status.history} as the hub had it when the application was last read; empty if there was none
 */
public record ApplicationInfo(
        ApplicationKey key,
        String uid,
        String project,
        String specDigest,
        String cluster,
        List<Reason> problems,
        ObjectNode spec,
        ArrayNode history) {

    public ApplicationInfo {
        problems = List.copyOf(problems);
    }
}
