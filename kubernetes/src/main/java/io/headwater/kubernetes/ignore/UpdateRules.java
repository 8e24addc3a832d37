package io.headwater.kubernetes.ignore;

import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import io.headwater.kubernetes.ignore.jq.JqLimits;
import java.util.ArrayList;
import java.util.Map;

/**
 * Reads which fields of an object may change without anybody having to know at once: {@code resource.customizations.ignoreResourceUpdates} of {@code argocd-cm} and,
 * unless {@code resource.compareoptions} says otherwise, what is left out of comparisons.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/reconcile/">Argo CD: reconcile optimization</a>
 */
public final class UpdateRules {

    private static final String ENABLED = "resource.ignoreResourceUpdatesEnabled";

    /** Programs run at each update of an object; one that does more than a computer does in some 50 ms costs more than it saves. */
    private static final JqLimits LIMITS =
            new JqLimits(JqLimits.DEFAULT.time(), 1_000_000, 200_000, JqLimits.DEFAULT.depth());

    private UpdateRules() {}

    /**
     * Reads the keys of the ConfigMap. The problems are those of the updates' own rules alone.
     *
     * @param data of the ConfigMap
     */
    public static Reading<IgnoreRules> read(Map<String, String> data) {
        var own = IgnoreRuleReader.ofConfigMap(data, Customization.IGNORE_RESOURCE_UPDATES);
        if (data.getOrDefault(ENABLED, "true").equals("false")) {
            return new Reading<>(IgnoreRules.NONE, own.problems());
        }
        var rules = new ArrayList<>(own.value());
        if (CompareOptions.read(data).value().ignoreDifferencesOnResourceUpdates()) {
            rules.addAll(IgnoreRuleReader.ofConfigMap(data, Customization.IGNORE_DIFFERENCES)
                    .value());
        }
        return new Reading<>(new IgnoreRules(rules, LIMITS), own.problems());
    }
}
