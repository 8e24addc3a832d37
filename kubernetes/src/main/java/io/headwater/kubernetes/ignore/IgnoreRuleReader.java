package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads rules from where people write them. What is malformed is a problem, and all else goes on; Argo CD stops comparing instead.
 *
 * @see <a href="https://github.com/argoproj/argo-cd/blob/master/util/settings/settings.go">Argo CD: the keys of {@code argocd-cm}</a>
 */
public final class IgnoreRuleReader {

    /** Far more than any public Application has. */
    static final int MOST_RULES = 1_000;

    private static final String CUSTOMIZATIONS = "resource.customizations";

    private IgnoreRuleReader() {}

    /** Which of the two settings of the same form. */
    public enum Customization {
        /** Fields that are left out of comparisons. */
        IGNORE_DIFFERENCES("ignoreDifferences"),
        /** Fields whose change alone is no reason to look at an application again. */
        IGNORE_RESOURCE_UPDATES("ignoreResourceUpdates");

        private final String key;

        Customization(String key) {
            this.key = key;
        }
    }

    /** Reads {@code spec.ignoreDifferences} of an Application; no rules if it is missing or null. */
    public static Reading<List<IgnoreRule>> ofApplication(JsonNode ignoreDifferences) {
        var problems = new ArrayList<IgnoreProblem>();
        var rules = new ArrayList<IgnoreRule>();
        if (ignoreDifferences.isMissingNode() || ignoreDifferences.isNull()) {
            return new Reading<>(List.of(), problems);
        }
        if (!ignoreDifferences.isArray()) {
            problems.add(IgnoreProblem.malformed("spec.ignoreDifferences", "", "it is no list"));
            return new Reading<>(List.of(), problems);
        }
        for (var i = 0; i < Math.min(ignoreDifferences.size(), MOST_RULES); i++) {
            var source = "spec.ignoreDifferences[%d]".formatted(i);
            if (ignoreDifferences.get(i) instanceof ObjectNode rule) {
                rule(source, rule, problems).ifPresent(rules::add);
            } else {
                problems.add(IgnoreProblem.malformed(source, "", "it is no object"));
            }
        }
        if (ignoreDifferences.size() > MOST_RULES) {
            problems.add(IgnoreProblem.malformed(
                    "spec.ignoreDifferences",
                    "",
                    "it has %,d rules, of which the first %,d are taken"
                            .formatted(ignoreDifferences.size(), MOST_RULES)));
        }
        return new Reading<>(List.copyOf(rules), problems);
    }

    private static Optional<IgnoreRule> rule(String source, ObjectNode tree, List<IgnoreProblem> problems) {
        var fields = new RuleFields(source, tree, problems);
        var kind = fields.text("kind");
        if (kind.isEmpty()) {
            problems.add(IgnoreProblem.malformed(source, "", "it names no kind; '*' means every one"));
            return Optional.empty();
        }
        return rule(source, fields, fields.text("group"), kind, fields.text("name"), fields.text("namespace"));
    }

    private static Optional<IgnoreRule> rule(
            String source, RuleFields fields, String group, String kind, String name, String namespace) {
        var groups = fields.pattern("the group", group);
        var kinds = fields.pattern("the kind", kind);
        if (groups.isEmpty() || kinds.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IgnoreRule(
                source,
                groups.get(),
                kinds.get(),
                name,
                namespace,
                fields.pointers(),
                fields.programs(),
                fields.managers()));
    }

    /**
     * Reads the rules for all applications from {@code argocd-cm}, in the order of their keys: those of {@code resource.customizations}, which holds them by group
     * and kind, and those with a key of their own, {@code resource.customizations.ignoreDifferences.apps_Deployment}, which take the place of the former. For the
     * core group, a key names just the kind; {@code all} means every kind.
     *
     * @param data of the ConfigMap
     */
    public static Reading<List<IgnoreRule>> ofConfigMap(Map<String, String> data, Customization customization) {
        var problems = new ArrayList<IgnoreProblem>();
        var rules = new LinkedHashMap<String, IgnoreRule>();
        combined(data.getOrDefault(CUSTOMIZATIONS, ""), customization, problems)
                .forEach(rule -> rules.put(rule.group() + "/" + rule.kind(), rule));
        var prefix = CUSTOMIZATIONS + "." + customization.key + ".";
        for (var entry : new TreeMap<>(data).entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                var words = entry.getKey().substring(prefix.length()).split("_", -1);
                yaml(entry.getKey(), entry.getValue(), problems)
                        .flatMap(tree -> customized(entry.getKey(), words, tree, problems))
                        .ifPresent(rule -> rules.put(rule.group() + "/" + rule.kind(), rule));
            }
        }
        return new Reading<>(List.copyOf(rules.values()), problems);
    }

    private static List<IgnoreRule> combined(String text, Customization customization, List<IgnoreProblem> problems) {
        var rules = new ArrayList<IgnoreRule>();
        var all = yaml(CUSTOMIZATIONS, text, problems);
        if (all.isEmpty()) {
            return rules;
        }
        for (var entry : all.get().properties()) {
            var source = "%s: %s: %s".formatted(CUSTOMIZATIONS, entry.getKey(), customization.key);
            var value = entry.getValue().path(customization.key);
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            if (!value.isTextual()) {
                problems.add(IgnoreProblem.malformed(source, "", "it is no text; write it as a block, with '|'"));
                continue;
            }
            yaml(source, value.textValue(), problems)
                    .flatMap(tree -> customized(source, entry.getKey().split("/", -1), tree, problems))
                    .ifPresent(rules::add);
        }
        return rules;
    }

    /** @param words the group and the kind, just the kind for the core group, or {@code all} */
    private static Optional<IgnoreRule> customized(
            String source, String[] words, ObjectNode tree, List<IgnoreProblem> problems) {
        if (words.length > 2 || words[words.length - 1].isEmpty()) {
            problems.add(IgnoreProblem.malformed(
                    source, "", "the key ends neither with a kind, nor with <group>_<kind>, nor with 'all'"));
            return Optional.empty();
        }
        var fields = new RuleFields(source, tree, problems);
        if (words.length == 1) {
            return words[0].equals("all")
                    ? rule(source, fields, "*", "*", "", "")
                    : rule(source, fields, "", words[0], "", "");
        }
        return rule(source, fields, words[0], words[1], "", "");
    }

    /** The object that a text holds; empty if it holds none, which is a problem unless it is empty. */
    private static Optional<ObjectNode> yaml(String source, String text, List<IgnoreProblem> problems) {
        var tree = ConfigMapValue.yaml(source, text, problems);
        if (tree instanceof ObjectNode object) {
            return Optional.of(object);
        }
        if (!tree.isNull()) {
            problems.add(IgnoreProblem.malformed(source, "", "it is no object"));
        }
        return Optional.empty();
    }
}
