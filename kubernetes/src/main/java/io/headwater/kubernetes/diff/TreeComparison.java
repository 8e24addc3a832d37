package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk through a desired and a live tree, along with the managed fields of the live one. */
final class TreeComparison {

    private final KubernetesObject desiredObject;
    private final ApiTraits traits;
    private final List<FieldDifference> differences = new ArrayList<>();

    TreeComparison(KubernetesObject desiredObject) {
        this.desiredObject = desiredObject;
        this.traits = new ApiTraits(desiredObject.groupKind());
    }

    List<FieldDifference> differences() {
        return List.copyOf(differences);
    }

    void compare(JsonNode desired, JsonNode live, OwnedField owned) {
        compareObjects(new Place(FieldPath.ROOT, owned, Extras.ALLOWED, null), desired, live);
    }

    private void compare(Place place, JsonNode desired, JsonNode live) {
        if (Emptiness.isAbsent(desired)) {
            compareUndesired(place, live);
        } else if (Emptiness.isAbsent(live)) {
            if (desired.isObject() && traits.isMapOfText(place.path())) {
                compareObjects(place, desired, live);
            } else if (!Emptiness.isEmpty(desired) || countsThoughEmpty(place, desired)) {
                add(place, desired, null);
            }
        } else if (desired.isObject() && live.isObject()) {
            compareObjects(place.into(desired, traits), desired, live);
        } else if (desired.isArray() && live.isArray()) {
            compareLists(place, desired, live);
        } else if (!isSame(place.path(), desired, live)) {
            add(place, desired, live);
        }
    }

    private boolean isSame(FieldPath path, JsonNode desired, JsonNode live) {
        return ScalarMeaning.areSame(path, desired, live, traits)
                || (Emptiness.isEmpty(desired) && traits.isFilledInWhenEmpty(path))
                || traits.isDefaultOfEmpty(path, desired, live);
    }

    private void compareObjects(Place place, JsonNode desired, JsonNode live) {
        for (var field : desired.properties()) {
            var child = place.field(field.getKey());
            if (!ServerView.isNeverCompared(child.path(), desiredObject)) {
                compare(child, field.getValue(), live.path(field.getKey()));
            }
        }
        for (var field : live.properties()) {
            var child = place.field(field.getKey());
            if (!desired.has(field.getKey()) && !ServerView.isNeverCompared(child.path(), desiredObject)) {
                compareUndesired(child, field.getValue());
            }
        }
    }

    /** What is live and not desired: a difference if it was ours, or if it is part of a value that counts as a whole. */
    private void compareUndesired(Place place, JsonNode live) {
        switch (place.extras()) {
            case ALLOWED -> compareRemoved(place, live);
            case FORBIDDEN -> {
                if (!traits.isDefault(place.path(), live)
                        && (!Emptiness.isEmpty(live) || isEntryOfText(place.path(), live))) {
                    add(place, null, live);
                }
            }
        }
    }

    /**
     * Reports what an apply of ours would take away, as far up as all of it is ours. A zero counts here: the server has kept it, and may put
     * something else in its place.
     */
    private void compareRemoved(Place place, JsonNode live) {
        var owned = place.owned();
        if (owned == null || !owned.hasApplied() || isLeftToServer(place.path(), live)) {
            return;
        }
        if (!owned.hasForeign() && !(live.isObject() && traits.isMapOfText(place.path()) && !owned.isLeaf())) {
            add(place, null, live);
        } else if (live.isObject()) {
            live.properties().forEach(field -> compareRemoved(place.field(field.getKey()), field.getValue()));
        } else if (live instanceof ArrayNode list) {
            removedElements(place, owned, list);
        }
    }

    private boolean isLeftToServer(FieldPath path, JsonNode live) {
        return Emptiness.isAbsent(live) || traits.isFilledIn(path) || traits.isDefault(path, live);
    }

    private void removedElements(Place place, OwnedField owned, ArrayNode live) {
        if (owned.isSet()) {
            live.forEach(value -> compareRemoved(place.value(value), value));
        } else if (!owned.keyNames().isEmpty()) {
            new ListStyle.ByKeys(owned.keyNames())
                    .elements(live)
                    .ifPresent(elements ->
                            elements.forEach((keys, element) -> compareRemoved(place.element(keys), element)));
        }
    }

    private void compareLists(Place place, JsonNode desired, JsonNode live) {
        if (Emptiness.isEmpty(desired) && traits.isFilledInWhenEmpty(place.path())) {
            return;
        }
        switch (styleOf(place, desired, live)) {
            case ListStyle.ByKeys keys -> {
                var wanted = keys.elements(desired);
                var found = keys.elements(live);
                if (wanted.isPresent() && found.isPresent()) {
                    compareElements(place, wanted.get(), found.get());
                } else {
                    compareAsOne(place, desired, live);
                }
            }
            case ListStyle.AsSet _ -> compareSets(place, desired, live);
            case ListStyle.AsOne _ -> compareAsOne(place.into(desired, traits), desired, live);
        }
    }

    private ListStyle styleOf(Place place, JsonNode desired, JsonNode live) {
        return place.extras() == Extras.FORBIDDEN
                ? new ListStyle.AsOne()
                : ListStyle.of(place.path(), desired, live, place.owned(), traits);
    }

    private void compareElements(Place place, Map<ObjectNode, JsonNode> desired, Map<ObjectNode, JsonNode> live) {
        desired.forEach((keys, element) ->
                compare(place.element(keys), element, live.getOrDefault(keys, MissingNode.getInstance())));
        live.forEach((keys, element) -> {
            if (!desired.containsKey(keys)) {
                compareRemoved(place.element(keys), element);
            }
        });
        var wantedOrder = desired.keySet().stream().filter(live::containsKey).toList();
        var foundOrder = live.keySet().stream().filter(desired::containsKey).toList();
        if (!wantedOrder.equals(foundOrder)) {
            add(place, array(wantedOrder), array(foundOrder));
        }
    }

    private void compareSets(Place place, JsonNode desired, JsonNode live) {
        for (var value : desired) {
            if (!holds(live, value)) {
                add(place.value(value), value, null);
            }
        }
        for (var value : live) {
            if (!holds(desired, value)) {
                compareRemoved(place.value(value), value);
            }
        }
    }

    private void compareAsOne(Place place, JsonNode desired, JsonNode live) {
        if (desired.size() != live.size()) {
            add(place, desired, live);
            return;
        }
        for (var i = 0; i < desired.size(); i++) {
            compare(place.index(i), desired.get(i), live.get(i));
        }
    }

    private boolean holds(JsonNode list, JsonNode value) {
        for (var element : list) {
            if (ScalarMeaning.areSame(FieldPath.ROOT, value, element, traits)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an empty value is desired that means something else than none. */
    private boolean countsThoughEmpty(Place place, JsonNode desired) {
        return isEntryOfText(place.path(), desired)
                || traits.isSwitchedOff(place.path(), desired)
                || (place.extras() == Extras.FORBIDDEN && desired.isObject() && traits.isWholeObject(place.path()));
    }

    private boolean isEntryOfText(FieldPath path, JsonNode node) {
        return node.isTextual() && traits.isMapOfText(path.parent());
    }

    private static ArrayNode array(List<ObjectNode> keys) {
        var array = JsonNodeFactory.instance.arrayNode();
        keys.forEach(key -> array.add(key.size() == 1 ? key.iterator().next() : key));
        return array;
    }

    private void add(Place place, @Nullable JsonNode desired, @Nullable JsonNode live) {
        differences.add(
                new FieldDifference(place.path().toString(), desired, live, live == null ? null : place.owner()));
    }

    /** What to think of parts of a value that are live and not desired. */
    private enum Extras {
        /** Others may add to it. */
        ALLOWED,
        /** The value counts as a whole, so that nothing may be there but what is desired and what is defaulted. */
        FORBIDDEN
    }

    /**
     * Where the walk is.
     *
     * @param owned what the managed fields say about this place; null if nothing
     * @param inherited the owner of the whole that this is a part of, if it counts as one
     */
    private record Place(
            FieldPath path,
            @Nullable OwnedField owned,
            Extras extras,
            @Nullable FieldOwner inherited) {

        Place field(String name) {
            return at(path.field(name), owned == null ? null : owned.field(name));
        }

        Place element(ObjectNode keys) {
            return at(path.element(keys), owned == null ? null : owned.element(keys));
        }

        Place value(JsonNode value) {
            return at(path.value(value), owned == null ? null : owned.value(value));
        }

        Place index(int index) {
            return at(path.index(index), null);
        }

        /** Steps into a value; one that is owned as a whole allows no extras from here on. */
        Place into(JsonNode desired, ApiTraits traits) {
            if (owned == null || !owned.isLeaf() || !countsAsOne(desired, traits)) {
                return this;
            }
            // Nothing is known of the defaults within a custom resource's list, so what an apply of ours left there is
            // taken as it is.
            var strict = traits.isBuiltIn() || desired.isObject() || !owned.isApplied();
            return new Place(path, owned, strict ? Extras.FORBIDDEN : extras, owner());
        }

        /** What looks owned as a whole is only an empty value that was applied once, if it is of a kind that anybody may add to. */
        private boolean countsAsOne(JsonNode desired, ApiTraits traits) {
            if (traits.isWholeObject(path)) {
                return true;
            }
            return !desired.isEmpty() && !(desired.isObject() && traits.isMapOfText(path));
        }

        @Nullable
        FieldOwner owner() {
            return owned == null ? inherited : owned.owner().orElse(inherited);
        }

        private Place at(FieldPath child, @Nullable OwnedField part) {
            return new Place(child, part, extras, inherited);
        }
    }
}
