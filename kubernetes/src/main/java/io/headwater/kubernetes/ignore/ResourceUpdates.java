package io.headwater.kubernetes.ignore;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which changes of a live object are no reason to look at its application again.
 *
 * @param enabled whether any is none; {@code resource.ignoreResourceUpdatesEnabled}, on unless it is switched off
 * @param rules about the fields in which such a change may be; those of an Application are not among them
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/reconcile/">Argo CD: reconcile optimization</a>
 */
public record ResourceUpdates(boolean enabled, IgnoreRules rules) {

    /** Makes the rules apply to an object that belongs to no application, as a Pod of a Deployment. */
    public static final String ANNOTATION = "argocd.argoproj.io/ignore-resource-updates";

    private static final String ENABLED = "resource.ignoreResourceUpdatesEnabled";

    /** The words of Go. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /** Reads the settings from the data of the ConfigMap. */
    public static Reading<ResourceUpdates> read(Map<String, String> data) {
        var problems = new ArrayList<IgnoreProblem>();
        var rules = new ArrayList<IgnoreRule>();
        rules.add(IgnoreRule.builtIn(
                "built in", "*", "*", "/metadata/resourceVersion", "/metadata/generation", "/metadata/managedFields"));
        var own = IgnoreRuleReader.ofConfigMap(data, Customization.IGNORE_RESOURCE_UPDATES);
        rules.addAll(own.value());
        problems.addAll(own.problems());
        var options = CompareOptions.read(data);
        if (options.value().ignoreDifferencesOnResourceUpdates()) {
            // What is wrong with these is told where they are read for comparisons.
            rules.addAll(IgnoreRuleReader.ofConfigMap(data, Customization.IGNORE_DIFFERENCES)
                    .value());
            rules.addAll(options.value().rules());
        }
        return new Reading<>(new ResourceUpdates(isEnabled(data, problems), IgnoreRules.of(rules)), problems);
    }

    private static boolean isEnabled(Map<String, String> data, List<IgnoreProblem> problems) {
        var word = data.getOrDefault(ENABLED, "");
        if (!word.isEmpty() && !TRUE.contains(word) && !FALSE.contains(word)) {
            problems.add(IgnoreProblem.malformed(ENABLED, word, "it is neither true nor false; true is taken"));
        }
        return !FALSE.contains(word);
    }

    /**
     * Whether a change of an object is looked at by these rules. Every change of another object is a reason.
     *
     * @param belongs whether the object belongs to an application
     */
    public boolean appliesTo(KubernetesObject object, boolean belongs) {
        return enabled
                && (belongs
                        || object.annotation(ANNOTATION).filter(TRUE::contains).isPresent());
    }

    /** The fields of an object in which a change is no reason. */
    public IgnoredFields forObject(KubernetesObject object) {
        return rules.forObject(object);
    }
}
