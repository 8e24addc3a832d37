package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code resource.compareoptions} of {@code argocd-cm}.
 *
 * @param ignoreAggregatedRoles whether the rules of a role that others are aggregated into are left out
 * @param ignoredStatus of which objects the status is left out
 * @param ignoreDifferencesOnResourceUpdates whether what is left out of comparisons is no reason to look at an application again either
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/">Argo CD: argocd-cm.yaml</a>
 */
public record CompareOptions(
        boolean ignoreAggregatedRoles, IgnoredStatus ignoredStatus, boolean ignoreDifferencesOnResourceUpdates) {

    /** Argo CD's own, since 3.0, but for aggregated roles: their rules are a controller's, which would undo what a sync does to them. */
    public static final CompareOptions DEFAULT = new CompareOptions(true, IgnoredStatus.ALL, true);

    private static final String KEY = "resource.compareoptions";

    /** Of which objects the status is left out. */
    public enum IgnoredStatus {
        ALL,
        /** Only CustomResourceDefinitions. */
        CRD,
        NONE
    }

    /** Reads the options from the data of the ConfigMap; what is not said, or malformed, is as it is without the key. */
    public static Reading<CompareOptions> read(Map<String, String> data) {
        var problems = new ArrayList<IgnoreProblem>();
        var tree = ConfigMapValue.read(KEY, data, problems);
        if (!(tree instanceof ObjectNode options)) {
            if (!tree.isNull()) {
                problems.add(IgnoreProblem.malformed(KEY, "", "it is no object"));
            }
            return new Reading<>(DEFAULT, problems);
        }
        return new Reading<>(
                new CompareOptions(
                        ConfigMapValue.truth(
                                KEY, options, "ignoreAggregatedRoles", DEFAULT.ignoreAggregatedRoles, problems),
                        status(options, problems),
                        ConfigMapValue.truth(
                                KEY,
                                options,
                                "ignoreDifferencesOnResourceUpdates",
                                DEFAULT.ignoreDifferencesOnResourceUpdates,
                                problems)),
                problems);
    }

    private static IgnoredStatus status(ObjectNode options, List<IgnoreProblem> problems) {
        var word = options.path("ignoreResourceStatusField").asText("");
        return switch (word) {
            case "", "all", "null" -> IgnoredStatus.ALL;
            case "crd" -> IgnoredStatus.CRD;
            case "none", "off", "false" -> IgnoredStatus.NONE;
            default -> {
                problems.add(IgnoreProblem.malformed(
                        KEY, word, "ignoreResourceStatusField is all, crd or none; all is taken"));
                yield DEFAULT.ignoredStatus;
            }
        };
    }

    /** What these options leave out of comparisons. */
    public List<IgnoreRule> rules() {
        return switch (ignoredStatus) {
            case ALL -> List.of(IgnoreRule.builtIn(KEY, "*", "*", "/status"));
            case CRD -> List.of(IgnoreRule.builtIn(KEY, "apiextensions.k8s.io", "CustomResourceDefinition", "/status"));
            case NONE -> List.of();
        };
    }
}
