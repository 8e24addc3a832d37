package io.headwater.kubernetes.ignore;

import io.headwater.kubernetes.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the installation says about comparisons beside the fields that rules leave out. */
public record Normalisation(CompareOptions options, List<KnownTypeFields> knownTypes) {

    /** What counts if nothing is said. */
    public static final Normalisation DEFAULT = read(Map.of()).value();

    public Normalisation {
        knownTypes = List.copyOf(knownTypes);
    }

    /** Reads it from the data of {@code argocd-cm}. */
    public static Reading<Normalisation> read(Map<String, String> data) {
        var options = CompareOptions.read(data);
        var knownTypes = KnownTypeFields.read(data);
        var problems = new ArrayList<>(options.problems());
        problems.addAll(knownTypes.problems());
        return new Reading<>(new Normalisation(options.value(), knownTypes.value()), problems);
    }

    /** The fields of objects of a kind that have types of Kubernetes' own. */
    public List<KnownTypeFields.Field> fieldsOf(GroupKind kind) {
        for (var known : knownTypes) {
            if (known.kind().equals(kind)) {
                return known.fields();
            }
        }
        return List.of();
    }

    /** Whether the status that Git gives to an object of a kind is compared. */
    public boolean comparesStatusOf(GroupKind kind) {
        return switch (options.ignoredStatus()) {
            case ALL -> false;
            case CRD -> !kind.equals(new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"));
            case NONE -> true;
        };
    }
}
