package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.merge.Manager.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a server-side apply makes of an object.
 *
 * <p>The fields of all managers must be named in the version of the object: that of others is not converted, since only the API server can.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Kubernetes: server-side apply</a>
 */
public final class ServerSideApply {

    /** What nobody manages: what names an object, and what the API server alone writes. */
    private static final FieldSet UNMANAGED = Stream.concat(
                    Stream.of("apiVersion", "kind", "metadata").map(name -> FieldSet.of(PathElement.field(name))),
                    Stream.of(
                                    "name",
                                    "namespace",
                                    "creationTimestamp",
                                    "selfLink",
                                    "uid",
                                    "clusterName",
                                    "generation",
                                    "managedFields",
                                    "resourceVersion")
                            .map(name -> FieldSet.of(PathElement.field("metadata"), PathElement.field(name))))
            .reduce(FieldSet.EMPTY, FieldSet::union);

    /** Who is said to manage what was there before anybody did. */
    private static final String BEFORE = "before-first-apply";

    private ServerSideApply() {}

    /** What came of it. */
    public sealed interface Outcome {

        /** The object as it is then, and who manages what. */
        record Merged(TypedTree object, ManagedFields managedFields) implements Outcome {}

        /** Others manage what would be changed, and it was not forced. */
        record Refused(List<Conflict> conflicts) implements Outcome {
            public Refused {
                conflicts = List.copyOf(conflicts);
            }
        }
    }

    /**
     * Applies.
     *
     * @param live the object without its managed fields
     * @param managed who manages what of it
     * @param applied the configuration, without managed fields
     * @param manager who applies; an apply of the object itself
     * @param force whether fields are taken over from others
     * @throws MergeException if a tree does not fit its type
     */
    public static Outcome apply(
            TypedTree live, ManagedFields managed, JsonNode applied, Manager manager, boolean force) {
        var pruned = merge(live, managed.write(), applied, manager, Set.of());
        var managers = new LinkedHashMap<>(managed.fields());
        managed.appliedBy(manager.name()).ifPresent(managers::remove);
        managers.put(manager, new TypedTree(applied, live.type()).fields());

        var comparison = live.compare(pruned.tree());
        var changed = comparison.modified().union(comparison.added());
        var conflicts = new ArrayList<Conflict>();
        managers.forEach((other, fields) -> {
            if (!other.equals(manager) && !fields.intersection(changed).isEmpty()) {
                conflicts.add(new Conflict(other, fields.intersection(changed)));
            }
        });
        if (!conflicts.isEmpty() && !force) {
            return new Outcome.Refused(conflicts);
        }
        managers.replaceAll((other, fields) -> other.equals(manager)
                ? fields.difference(UNMANAGED)
                : fields.difference(changed).difference(comparison.removed()));
        managers.values().removeIf(FieldSet::isEmpty);
        return new Outcome.Merged(pruned, new ManagedFields(managers));
    }

    /**
     * The object that an apply by force gives; who manages what then is left out, which makes it cheaper.
     *
     * @param live the object without its managed fields
     * @param managedFields {@code metadata.managedFields} of the live object
     * @param applied the configuration, without managed fields
     * @param manager who applies; an apply of the object itself
     * @param predecessors the names of managers whose applies count as its own
     * @throws MergeException if a tree does not fit its type
     */
    public static TypedTree merge(
            TypedTree live, JsonNode managedFields, JsonNode applied, Manager manager, Set<String> predecessors) {
        var merged = live.merge(applied);
        var managers = WrittenManagers.of(managedFields, manager, predecessors);
        if (managers.last() == null) {
            return merged;
        }
        return new TypedTree(
                Pruning.pruned(merged.tree(), live.type(), managers.last(), managers.others(), applied), live.type());
    }

    /**
     * Who manages an object of which nobody ever said so: an update before the first apply.
     *
     * @param nothing what an object of the type holds before anything is given
     * @param live the object without its managed fields, and without what another resource manages
     */
    public static ManagedFields before(TypedTree nothing, JsonNode live, String apiVersion) {
        var comparison = nothing.compare(live);
        return new ManagedFields(Map.of(
                new Manager(BEFORE, Operation.UPDATE, apiVersion, ""),
                comparison.added().union(comparison.modified()).difference(UNMANAGED)));
    }
}
