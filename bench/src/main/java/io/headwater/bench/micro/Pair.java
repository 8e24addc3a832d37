package io.headwater.bench.micro;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.util.List;
import java.util.Optional;

/**
 * What Git wants and what the cluster has of one object.
 *
 * @param schemas of a custom resource, where they are known
 */
record Pair(KubernetesObject desired, KubernetesObject live, Optional<ApiSchemas> schemas) {

    List<FieldDifference> differences() {
        return LiveComparison.STANDARD
                .compare(desired, live, schemas, IgnoredFields.NONE)
                .differences();
    }

    /** The number of fields in which some pairs differ. */
    static int differencesOf(List<Pair> pairs) {
        return pairs.stream().mapToInt(pair -> pair.differences().size()).sum();
    }

    /** Stops a benchmark that would not measure what it says. */
    void requireDifferences(boolean wanted) {
        var found = differences();
        if (found.isEmpty() == wanted) {
            throw new IllegalStateException(desired.key() + " differs in " + found);
        }
    }
}
