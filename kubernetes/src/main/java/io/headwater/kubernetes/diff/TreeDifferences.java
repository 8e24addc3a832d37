package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.merge.ElementsInStep;
import io.headwater.kubernetes.merge.ListElements;
import io.headwater.kubernetes.merge.MergeException;
import io.headwater.kubernetes.merge.PathElement;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.merge.ValueType;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Reference;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk through the object that an apply would give and the live one, along with what is applied and the managed fields of the live one. */
final class TreeDifferences {

    private static final Set<String> NEVER_COMPARED = Set.of("apiVersion", "kind");
    private static final Set<String> NEVER_COMPARED_NOR_STATUS = Set.of("apiVersion", "kind", "status");
    private static final Set<String> METADATA_NEVER_COMPARED = Set.of(
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "generateName",
            "generation",
            "managedFields",
            "name",
            "namespace",
            "resourceVersion",
            "selfLink",
            "uid");

    /** What others note down about the object. */
    private static final Set<String> ANNOTATIONS_NEVER_COMPARED =
            Set.of("kubectl.kubernetes.io/last-applied-configuration", "deprecated.daemonset.template.generation");

    private final List<FieldDifference> differences = new ArrayList<>();

    /**
     * What else is to be known of a comparison.
     *
     * @param defaultsUnknown whether what an apply of ours left in a list that counts as a whole may be a default of which nothing is known
     * @param status whether the status is compared
     */
    record Scope(boolean defaultsUnknown, boolean status) {}

    /** Where the walk is: how to get there, and what is applied there. */
    private record Place(FieldPath path, JsonNode applied) {

        Place field(String name) {
            return at(PathElement.field(name), applied.path(name));
        }

        Place index(int index) {
            return at(PathElement.index(index), applied.path(index));
        }

        Place element(PathElement element, JsonNode part) {
            return at(element, part);
        }

        /** The names of the fields here that are none of ours to compare. */
        Set<String> neverCompared(Scope scope) {
            return switch (path.length()) {
                case 0 -> scope.status() ? NEVER_COMPARED : NEVER_COMPARED_NOR_STATUS;
                case 1 -> path.isOf("metadata") ? METADATA_NEVER_COMPARED : Set.of();
                case 2 -> path.isOf("metadata", "annotations") ? ANNOTATIONS_NEVER_COMPARED : Set.of();
                default -> Set.of();
            };
        }

        private Place at(PathElement step, JsonNode part) {
            return new Place(path.to(step), part);
        }
    }

    private final Scope scope;
    private final Claims claims;

    private TreeDifferences(Scope scope, Claims claims) {
        this.scope = scope;
        this.claims = claims;
    }

    /**
     * The fields that an apply would change.
     *
     * @param predicted the object that it would give
     * @param live the object as it is
     * @param applied what would be applied
     */
    static List<FieldDifference> find(
            JsonNode predicted, JsonNode live, ValueType type, JsonNode applied, Scope scope, Claims claims) {
        var walk = new TreeDifferences(scope, claims);
        walk.compare(new Place(FieldPath.ROOT, applied), predicted, live, type);
        return List.copyOf(walk.differences);
    }

    private void compare(Place place, JsonNode predicted, JsonNode live, ValueType type) {
        if (predicted == live || (isNothing(predicted) && isNothing(live))) {
            return;
        }
        if (isNothing(predicted) || isNothing(live)) {
            oneSided(place, predicted, live, type);
        } else if (predicted.isObject() && live.isObject()) {
            fields(place, predicted, live, fieldsOf(type.of(live)));
        } else if (predicted.isArray() && live.isArray()) {
            lists(place, predicted, live, type.of(live));
        } else if (!SameJson.isSame(predicted, live)) {
            add(place, predicted, live);
        }
    }

    /** Of a map, each key is something of its own. */
    private void oneSided(Place place, JsonNode predicted, JsonNode live, ValueType type) {
        var given = isNothing(predicted) ? live : predicted;
        if (type.of(given) instanceof GranularObject object && object.isMap() && !given.isEmpty()) {
            fields(place, predicted, live, object);
        } else {
            add(place, predicted, live);
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Objects that count as a whole are told apart by their fields all the same, since people read them so. */
    private static GranularObject fieldsOf(ValueType type) {
        return switch (type) {
            case GranularObject object -> object;
            case Scalar(), AtomicList(), SetList _, KeyedList _, AtomicObject _, Deduced(), Reference _ ->
                ValueType.UNDEFINED;
        };
    }

    private void fields(Place place, JsonNode predicted, JsonNode live, GranularObject type) {
        var leftOut = place.neverCompared(scope);
        for (var field : predicted.properties()) {
            var name = field.getKey();
            var after = field.getValue();
            var before = live.path(name);
            if (before != after && !leftOut.contains(name)) {
                compare(place.field(name), after, before, type.typeOf(name));
            }
        }
        for (var field : live.properties()) {
            var name = field.getKey();
            if (!predicted.has(name) && !leftOut.contains(name)) {
                compare(place.field(name), MissingNode.getInstance(), field.getValue(), type.typeOf(name));
            }
        }
    }

    private void lists(Place place, JsonNode predicted, JsonNode live, ValueType type) {
        if (type instanceof KeyedList list
                && ElementsInStep.are(list, predicted, live)
                && ElementsInStep.are(list, predicted, place.applied())) {
            inStep(place, predicted, live, list);
            return;
        }
        var after = named(type, predicted);
        var before = named(type, live);
        if (after.isPresent() && before.isPresent()) {
            elements(
                    place,
                    after.get(),
                    before.get(),
                    named(type, place.applied()).orElseGet(after::get));
        } else {
            wholes(place, predicted, live);
        }
    }

    /** Lists of the same elements in the same order, of which all are applied. */
    private void inStep(Place place, JsonNode predicted, JsonNode live, KeyedList type) {
        for (var i = 0; i < live.size(); i++) {
            var after = predicted.get(i);
            var before = live.get(i);
            if (before != after) {
                var name = ListElements.name(type, before);
                compare(place.element(name, place.applied().get(i)), after, before, type.element());
            }
        }
    }

    /** The elements of a list by their names; empty if it counts as a whole, as one does whose elements lack their keys. */
    private static Optional<ListElements> named(ValueType type, JsonNode list) {
        try {
            return switch (type) {
                case KeyedList keyed -> Optional.of(ListElements.of(keyed, list));
                case SetList set -> Optional.of(ListElements.of(set, list));
                case Scalar(), AtomicList(), AtomicObject _, GranularObject _, Deduced(), Reference _ ->
                    Optional.empty();
            };
        } catch (MergeException nameless) {
            return Optional.empty();
        }
    }

    private void elements(Place place, ListElements predicted, ListElements live, ListElements applied) {
        var names = new LinkedHashSet<>(predicted.names());
        names.addAll(live.names());
        for (var name : names) {
            var at = place.element(name, first(applied.get(name)));
            var after = predicted.get(name);
            var before = live.get(name);
            if (after.size() <= 1 && before.size() <= 1) {
                compare(at, first(after), first(before), live.type());
            } else if (!after.equals(before)) {
                add(at, array(after), array(before));
            }
        }
        var wanted = predicted.names().stream().filter(live::has).toList();
        var found = live.names().stream().filter(predicted::has).toList();
        if (!wanted.equals(found)) {
            note(place, names(wanted), names(found));
        }
    }

    private void wholes(Place place, JsonNode predicted, JsonNode live) {
        if (predicted.size() != live.size()) {
            add(place, predicted, live);
            return;
        }
        var isTolerant = scope.defaultsUnknown() && claims.areOurs(place.path());
        for (var i = 0; i < live.size(); i++) {
            var element = live.get(i);
            compare(
                    place.index(i),
                    isTolerant ? withUnknown(predicted.get(i), element) : predicted.get(i),
                    element,
                    new Deduced());
        }
    }

    /** A value along with what is live beside it. */
    private static JsonNode withUnknown(JsonNode predicted, JsonNode live) {
        return predicted.isObject() && live.isObject()
                ? new TypedTree(live, new Deduced()).merge(predicted).tree()
                : predicted;
    }

    private static JsonNode first(List<JsonNode> values) {
        return values.isEmpty() ? MissingNode.getInstance() : values.getFirst();
    }

    private static JsonNode array(List<JsonNode> values) {
        return values.isEmpty()
                ? MissingNode.getInstance()
                : JsonNodeFactory.instance.arrayNode().addAll(values);
    }

    private static ArrayNode names(List<PathElement> elements) {
        var names = JsonNodeFactory.instance.arrayNode();
        elements.forEach(element -> names.add(FieldPath.nameOf(element)));
        return names;
    }

    /**
     * Notes a difference. What is desired is told in the words of Git where it is more than one value, without what the server would add, or where the server
     * would hold nothing of it.
     */
    private void add(Place place, JsonNode predicted, JsonNode live) {
        var desired = predicted.isValueNode() && !predicted.isNull() || isNothing(place.applied())
                ? predicted
                : place.applied();
        note(place, isNothing(desired) ? null : desired, isNothing(live) ? null : live);
    }

    private void note(Place place, @Nullable JsonNode desired, @Nullable JsonNode live) {
        var owner = live == null ? Optional.<FieldOwner>empty() : claims.ownerOf(place.path());
        differences.add(new FieldDifference(
                place.path().toString(), desired, live, owner.orElse(null), claims.causeAt(place.path(), owner)));
    }
}
