package io.headwater.differ.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.util.List;
import java.util.Optional;

/** Finds the fields in which a desired object and a live one differ. */
@FunctionalInterface
public interface Comparison {

    /** By what an apply would make of the live object. */
    Comparison BY_PREDICTION = (desired, live, schemas, ignored) -> {
        var outcome = LiveComparison.STANDARD.compare(desired, live, schemas, ignored);
        return new Result(outcome.differences(), outcome.problems());
    };

    /**
     * What was found.
     *
     * @param problems rules of what is ignored that could not be carried out
     */
    record Result(List<FieldDifference> differences, List<IgnoreProblem> problems) {
        public Result {
            differences = List.copyOf(differences);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Compares.
     *
     * @param schemas of a custom resource, where they are known
     * @param ignored the fields that are left out
     */
    Result compare(
            KubernetesObject desired, KubernetesObject live, Optional<ApiSchemas> schemas, IgnoredFields ignored);
}
