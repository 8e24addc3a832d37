package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ignore.IgnoreProblem.Kind;
import io.headwater.kubernetes.ignore.jq.JqLimits;
import io.headwater.kubernetes.ignore.jq.PathProgram.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of one object that are left out. Safe for use by several threads.
 *
 * <p>First go the fields of managers, then rule by rule what pointers name and then what programs name; each sees what those before it left. Whatever a rule says,
 * an object keeps its {@code apiVersion}, {@code kind}, name and namespace: without them it is no object, and Argo CD fails there.
 *
 * @see <a href="https://github.com/argoproj/argo-cd/blob/master/util/argo/normalizers/diff_normalizer.go">Argo CD: what it removes</a>
 */
public final class IgnoredFields {

    /** The fields of an object that no rule is about. */
    public static final IgnoredFields NONE = new IgnoredFields(List.of(), JqLimits.DEFAULT, Normalisation.DEFAULT);

    /** How many programs may take all their time before the others have to do with a fraction of it, with the same object. */
    private static final int MOST_TIMES_THE_TIME = 3;

    private static final String HEADWATER = "headwater";
    private static final String ARGO_CD = "argocd-controller";

    private final List<IgnoreRule> rules;
    private final JqLimits limits;
    private final Normalisation normalisation;

    IgnoredFields(List<IgnoreRule> rules, JqLimits limits, Normalisation normalisation) {
        this.rules = List.copyOf(rules);
        this.limits = limits;
        this.normalisation = normalisation;
    }

    /** What else the installation says about comparisons. */
    public Normalisation normalisation() {
        return normalisation;
    }

    /**
     * What is left of an object.
     *
     * @param tree the same instance as before if nothing was left out
     * @param problems the parts of rules that left nothing out, though they are about this object
     */
    public record Remainder(ObjectNode tree, List<IgnoreProblem> problems) {
        public Remainder {
            problems = List.copyOf(problems);
        }
    }

    /** Whether no rule is about the object. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The tree of a live object without the fields; who manages them is what the tree itself says. */
    public Remainder without(ObjectNode live) {
        return without(live, live.path("metadata").path("managedFields"));
    }

    /**
     * The tree of an object without the fields.
     *
     * @param managedFields those of the live object, whichever tree this is; missing if there is none
     */
    public Remainder without(ObjectNode tree, JsonNode managedFields) {
        if (rules.isEmpty()) {
            return new Remainder(tree, List.of());
        }
        var problems = new ArrayList<IgnoreProblem>();
        var remaining = withoutManaged(tree, managedFields);
        var start = System.nanoTime();
        for (var rule : rules) {
            for (var pointer : rule.jsonPointers()) {
                remaining = without(remaining, pointer);
            }
            for (var program : rule.jqPathExpressions()) {
                remaining = without(remaining, rule, program, start, problems);
            }
        }
        return new Remainder(remaining, problems);
    }

    /**
     * The desired tree as it is applied with {@code RespectIgnoreDifferences=true}: ignored fields have the values of the live object, and are missing where that
     * lacks them. Status is never taken from the live object. Only for objects that exist; a new one is applied as it is desired.
     *
     * @see LiveValues
     */
    public Remainder withLiveValues(ObjectNode desired, ObjectNode live) {
        if (rules.isEmpty()) {
            return new Remainder(desired, List.of());
        }
        var managedFields = live.path("metadata").path("managedFields");
        var remainder = without(desired, managedFields);
        var liveRemainder = without(live, managedFields);
        var problems = new ArrayList<>(remainder.problems());
        liveRemainder.problems().stream()
                .filter(problem -> !problems.contains(problem))
                .forEach(problems::add);
        return new Remainder(LiveValues.restored(remainder.tree(), liveRemainder.tree(), live), problems);
    }

    private ObjectNode withoutManaged(ObjectNode tree, JsonNode managedFields) {
        var managers = managers();
        return managers.isEmpty() || managedFields.isEmpty()
                ? tree
                : removed(tree, new OwnedFields(managers).of(tree, managedFields));
    }

    /** The names of all managers; Headwater has taken over what Argo CD manages, and so each of the two means both. */
    private Set<String> managers() {
        var managers = new TreeSet<String>();
        rules.forEach(rule -> managers.addAll(rule.managedFieldsManagers()));
        if (managers.contains(ARGO_CD) || managers.contains(HEADWATER)) {
            managers.add(ARGO_CD);
            managers.add(HEADWATER);
        }
        return managers;
    }

    private static ObjectNode without(ObjectNode tree, FieldPointer pointer) {
        var way = pointer.in(tree);
        if (way.isEmpty()) {
            return tree;
        }
        var selection = new Selection();
        selection.add(way.get());
        return removed(tree, selection);
    }

    private ObjectNode without(
            ObjectNode tree, IgnoreRule rule, JqPathExpression expression, long start, List<IgnoreProblem> problems) {
        var spent = Duration.ofNanos(System.nanoTime() - start);
        var affordable =
                spent.compareTo(limits.time().multipliedBy(MOST_TIMES_THE_TIME)) > 0 ? limits.fraction() : limits;
        return switch (expression.program().places(tree, affordable)) {
            case Outcome.Places(var ways) -> {
                var selection = new Selection();
                ways.forEach(selection::add);
                if (selection.isWhole()) {
                    problems.add(new IgnoreProblem(
                            Kind.FAILED,
                            rule.source(),
                            expression.text(),
                            "it names the whole object, and no field of it"));
                    yield tree;
                }
                yield removed(tree, selection);
            }
            case Outcome.Failure(var reason) -> {
                problems.add(new IgnoreProblem(Kind.FAILED, rule.source(), expression.text(), reason));
                yield tree;
            }
            case Outcome.LimitExceeded(var limit) -> {
                problems.add(new IgnoreProblem(Kind.LIMIT_EXCEEDED, rule.source(), expression.text(), limit));
                yield tree;
            }
        };
    }

    private static ObjectNode removed(ObjectNode tree, Selection selection) {
        selection.keepIdentity(tree);
        return selection.removedFrom(tree);
    }
}
