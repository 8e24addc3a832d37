package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.schema.KnownTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fields of a custom resource that have types of Kubernetes' own, so that each way of writing the same value counts as the same.
 *
 * @param source where it is said, as problems name it
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/#known-kubernetes-types-in-crds-resource-limits-volume-mounts-etc">Argo CD: known
 *     Kubernetes types in CRDs</a>
 */
public record KnownTypeFields(String source, GroupKind kind, List<Field> fields) {

    private static final String CUSTOMIZATIONS = "resource.customizations";
    private static final String WORD = "knownTypeFields";

    /** What counts as long as nothing is said about Rollouts. */
    private static final KnownTypeFields OF_ROLLOUTS = new KnownTypeFields(
            "",
            new GroupKind("argoproj.io", "Rollout"),
            List.of(new Field(List.of("spec", "template", "spec"), "core/v1/PodSpec")));

    /**
     * A field.
     *
     * @param path the names that lead to it; of a list, each element is meant
     * @param type one that {@link KnownTypes} knows
     */
    public record Field(List<String> path, String type) {
        public Field {
            path = List.copyOf(path);
        }
    }

    public KnownTypeFields {
        fields = List.copyOf(fields);
    }

    /**
     * Reads them from {@code argocd-cm}: those of {@code resource.customizations}, and those with a key of their own,
     * {@code resource.customizations.knownTypeFields.<group>_<kind>}, which take the place of the former. A malformed field is a problem, and the others count.
     *
     * @param data of the ConfigMap
     */
    static Reading<List<KnownTypeFields>> read(Map<String, String> data) {
        var problems = new ArrayList<IgnoreProblem>();
        var found = new LinkedHashMap<GroupKind, KnownTypeFields>();
        found.put(OF_ROLLOUTS.kind, OF_ROLLOUTS);
        if (ConfigMapValue.yaml(CUSTOMIZATIONS, data.getOrDefault(CUSTOMIZATIONS, ""), new ArrayList<>())
                instanceof ObjectNode all) {
            for (var entry : all.properties()) {
                var source = "%s: %s: %s".formatted(CUSTOMIZATIONS, entry.getKey(), WORD);
                of(source, entry.getKey().split("/", -1), entry.getValue().path(WORD), problems)
                        .ifPresent(fields -> found.put(fields.kind, fields));
            }
        }
        var prefix = "%s.%s.".formatted(CUSTOMIZATIONS, WORD);
        for (var entry : new TreeMap<>(data).entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                var words = entry.getKey().substring(prefix.length()).split("_", -1);
                var tree = ConfigMapValue.yaml(entry.getKey(), entry.getValue(), problems);
                of(entry.getKey(), words, tree, problems).ifPresent(fields -> found.put(fields.kind, fields));
            }
        }
        return new Reading<>(List.copyOf(found.values()), problems);
    }

    private static Optional<KnownTypeFields> of(
            String source, String[] words, JsonNode tree, List<IgnoreProblem> problems) {
        if (tree.isMissingNode() || tree.isNull()) {
            return Optional.empty();
        }
        if (words.length > 2 || words[words.length - 1].isEmpty() || words[words.length - 1].contains("/")) {
            problems.add(
                    IgnoreProblem.malformed(source, "", "the key ends neither with a kind nor with <group>_<kind>"));
            return Optional.empty();
        }
        var kind = words.length == 1 ? new GroupKind("", words[0]) : new GroupKind(words[0], words[1]);
        var fields = new ArrayList<Field>();
        if (tree.isArray()) {
            tree.forEach(entry -> field(source, entry, problems).ifPresent(fields::add));
        } else {
            problems.add(IgnoreProblem.malformed(source, "", "it is no list of fields with their types"));
        }
        return Optional.of(new KnownTypeFields(source, kind, fields));
    }

    private static Optional<Field> field(String source, JsonNode entry, List<IgnoreProblem> problems) {
        var path = entry.path("field").asText("");
        var type = entry.path("type").asText("");
        var names = List.of(path.split("\\.", -1));
        if (names.contains("")) {
            problems.add(IgnoreProblem.malformed(source, path, "it names no field, as spec.template.spec does"));
            return Optional.empty();
        }
        if (!KnownTypes.isKnown(type)) {
            problems.add(IgnoreProblem.malformed(
                    source, path, "its type '%s' is none that is known, as core/v1/PodSpec is".formatted(type)));
            return Optional.empty();
        }
        return Optional.of(new Field(names, type));
    }
}
