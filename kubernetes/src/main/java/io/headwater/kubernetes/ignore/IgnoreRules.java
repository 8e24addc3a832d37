package io.headwater.kubernetes.ignore;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.jq.JqLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * All rules of a comparison, in the order in which they are carried out. Safe for use by several threads.
 *
 * @param limits what a jq program of a rule may cost with one object
 * @param normalisation what else the installation says about comparisons
 */
public record IgnoreRules(List<IgnoreRule> rules, JqLimits limits, Normalisation normalisation) {

    /** No rule. */
    public static final IgnoreRules NONE = of(List.of());

    public IgnoreRules {
        rules = List.copyOf(rules);
    }

    public IgnoreRules(List<IgnoreRule> rules, JqLimits limits) {
        this(rules, limits, Normalisation.DEFAULT);
    }

    /** All rules but for the program that a problem is about. */
    public IgnoreRules without(IgnoreProblem problem) {
        return new IgnoreRules(
                rules.stream()
                        .map(rule -> rule.source().equals(problem.rule()) ? rule.without(problem.expression()) : rule)
                        .toList(),
                limits,
                normalisation);
    }

    /** Rules with Argo CD's limits. */
    public static IgnoreRules of(List<IgnoreRule> rules) {
        return new IgnoreRules(rules, JqLimits.DEFAULT);
    }

    /** The same rules in an installation that says this beside. */
    public IgnoreRules with(Normalisation said) {
        return new IgnoreRules(rules, limits, said);
    }

    /** These rules and then others, with the limits of the others. What else the installation says, these say. */
    public IgnoreRules then(IgnoreRules others) {
        var all = new ArrayList<>(rules);
        all.addAll(others.rules);
        return new IgnoreRules(all, others.limits, normalisation);
    }

    /** The rules about an object, which cost next to nothing if there are none. */
    public IgnoredFields forObject(GroupKind groupKind, String namespace, String name) {
        List<IgnoreRule> matching = null;
        for (var rule : rules) {
            if (rule.matches(groupKind, namespace, name)) {
                matching = matching == null ? new ArrayList<>() : matching;
                matching.add(rule);
            }
        }
        if (matching == null && normalisation.equals(Normalisation.DEFAULT)) {
            return IgnoredFields.NONE;
        }
        return new IgnoredFields(matching == null ? List.of() : matching, limits, normalisation);
    }

    /** The rules about an object as it states its identity itself. */
    public IgnoredFields forObject(KubernetesObject object) {
        return forObject(object.groupKind(), object.namespace(), object.name());
    }
}
