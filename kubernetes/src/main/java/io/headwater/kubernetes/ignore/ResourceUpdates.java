package io.headwater.kubernetes.ignore;

import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import io.headwater.kubernetes.ignore.jq.JqLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads which fields of an object may change without anybody having to know at once: {@code resource.customizations.ignoreResourceUpdates} of {@code argocd-cm} and,
 * unless {@code resource.compareoptions} says otherwise, what is left out of comparisons.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/reconcile/">Argo CD: reconcile optimization</a>
 */
public final class ResourceUpdates {

    private static final String ENABLED = "resource.ignoreResourceUpdatesEnabled";

    /** Programs run at each update of an object; one that does more than a computer does in some 50 ms costs more than it saves. */
    private static final JqLimits LIMITS =
            new JqLimits(JqLimits.DEFAULT.time(), 1_000_000, 200_000, JqLimits.DEFAULT.depth());

    /** The words of Go. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private ResourceUpdates() {}

    /**
     * Reads the rules from the data of the ConfigMap; none where they are switched off. What is wrong with the rules of comparisons is told where they are read for
     * those.
     */
    public static Reading<IgnoreRules> read(Map<String, String> data) {
        var own = IgnoreRuleReader.ofConfigMap(data, Customization.IGNORE_RESOURCE_UPDATES);
        var problems = new ArrayList<>(own.problems());
        if (!isEnabled(data, problems)) {
            return new Reading<>(new IgnoreRules(List.of(), LIMITS), problems);
        }
        var rules = new ArrayList<>(own.value());
        if (CompareOptions.read(data).value().ignoreDifferencesOnResourceUpdates()) {
            rules.addAll(IgnoreRuleReader.ofConfigMap(data, Customization.IGNORE_DIFFERENCES)
                    .value());
        }
        return new Reading<>(new IgnoreRules(rules, LIMITS), problems);
    }

    private static boolean isEnabled(Map<String, String> data, List<IgnoreProblem> problems) {
        var word = data.getOrDefault(ENABLED, "");
        if (!word.isEmpty() && !TRUE.contains(word) && !FALSE.contains(word)) {
            problems.add(IgnoreProblem.malformed(ENABLED, word, "it is neither true nor false; true is taken"));
        }
        return !FALSE.contains(word);
    }
}
