package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.kubernetes.merge.FieldSet;
import io.headwater.kubernetes.merge.ManagedFields;
import io.headwater.kubernetes.merge.PathElement;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in a tree the fields that some managers manage, by whatever operation, and of an object or list that others manage parts of, only their own parts.
 *
 * <p>Argo CD does so for fields that are reached by names alone, and takes from {@code spec.template.spec.containers[name=web].image} nothing; here, elements of
 * lists are found by their keys.
 *
 * @see <a href="https://github.com/argoproj/argo-cd/blob/master/util/argo/managedfields/managed_fields.go">Argo CD: managed fields</a>
 */
final class OwnedFields {

    private final Set<String> managers;

    OwnedFields(Set<String> managers) {
        this.managers = managers;
    }

    /** Who manages what, step by step. */
    private static final class Owned {

        private final Map<PathElement, Owned> parts = new LinkedHashMap<>();
        private boolean isOurs;
        private boolean isOthers;

        void add(List<PathElement> path, boolean ours) {
            var at = this;
            for (var element : path) {
                at = at.parts.computeIfAbsent(element, _ -> new Owned());
            }
            at.isOurs |= ours;
            at.isOthers |= !ours;
        }

        /** Whether all of it is ours that anybody manages in it, and none of it is said to be a part. */
        boolean isOursWhole() {
            return isOurs && parts.isEmpty();
        }

        boolean hasOthers() {
            return isOthers || parts.values().stream().anyMatch(Owned::hasOthers);
        }
    }

    /** The fields that the managers manage, as far as the tree has them. */
    Selection of(ObjectNode tree, JsonNode managedFields) {
        var owned = new Owned();
        ManagedFields.read(managedFields)
                .fields()
                .forEach((manager, fields) -> addAll(owned, fields, managers.contains(manager.name())));
        var selection = new Selection();
        select(owned, tree, selection);
        return selection;
    }

    private static void addAll(Owned owned, FieldSet fields, boolean ours) {
        fields.paths().forEach(path -> owned.add(path, ours));
    }

    private static void select(Owned owned, JsonNode tree, Selection selection) {
        switch (tree) {
            case ObjectNode object -> selectFields(owned, object, selection);
            case ArrayNode list -> selectElements(owned, new ListElements(list), list, selection);
            default -> {}
        }
    }

    private static void selectFields(Owned owned, ObjectNode object, Selection selection) {
        owned.parts.forEach((element, part) -> {
            if (element.kind() == PathElement.Kind.FIELD && object.has(element.text())) {
                choose(part, object.get(element.text()), selection.field(element.text()));
            }
        });
    }

    private static void choose(Owned part, JsonNode value, Selection selection) {
        if (part.isOursWhole()) {
            selection.addWhole();
        } else {
            select(part, value, selection);
        }
    }

    private static void selectElements(Owned owned, ListElements elements, ArrayNode list, Selection selection) {
        owned.parts.forEach((element, part) -> {
            var sought = json(element.text());
            switch (element.kind()) {
                case FIELD -> {}
                case INDEX -> {
                    if (list.has(sought.asInt())) {
                        choose(part, list.get(sought.asInt()), selection.element(sought.asInt()));
                    }
                }
                case VALUE ->
                    elements.equalTo(sought).ifPresent(at -> choose(part, list.get(at), selection.element(at)));
                case KEY -> {
                    if (sought instanceof ObjectNode keys) {
                        elements.withKeys(keys)
                                .ifPresent(at -> selectElement(part, keys, (ObjectNode) list.get(at), at, selection));
                    }
                }
            }
        });
    }

    /** An element keeps its keys; it goes if nothing else is left of it, and nobody else manages any of it. */
    private static void selectElement(Owned part, ObjectNode keys, ObjectNode element, int at, Selection selection) {
        var parts = new Selection();
        select(part, element, parts);
        keys.fieldNames().forEachRemaining(parts::keep);
        var isEmptied = parts.removedFrom(element).properties().stream().allMatch(field -> keys.has(field.getKey()));
        if (part.isOurs && !part.hasOthers() && isEmptied) {
            selection.element(at).addWhole();
        } else {
            selection.put(at, parts);
        }
    }

    private static JsonNode json(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return CanonicalJson.read(bytes, bytes.length);
        } catch (MalformedJsonException malformed) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
