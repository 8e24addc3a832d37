package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Reference;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;

/**
 * A tree with its type: what merges need to know about it. Trees are never changed; results share what they have in common with them.
 *
 * @param tree the value
 * @param type how it is merged
 */
public record TypedTree(JsonNode tree, ValueType type) {

    /**
     * All fields that have a value. Of what is merged as a whole only that is a field; elements of lists and fields of maps are fields beside their parts.
     *
     * @throws MergeException if the tree does not fit its type
     */
    public FieldSet fields() {
        var fields = new FieldSet.Builder();
        collect(tree, type, fields);
        return fields.build();
    }

    /** Adds the fields below a value; true if it is a leaf, that is a field itself. */
    private static boolean collect(JsonNode value, ValueType type, FieldSet.Builder fields) {
        return switch (type.of(value)) {
            case Scalar(), AtomicList(), AtomicObject _ -> true;
            case GranularObject object -> {
                collectFields(value, object, fields);
                yield false;
            }
            case SetList set -> {
                collectElements(ListElements.of(set, value), fields);
                yield false;
            }
            case KeyedList list -> {
                collectElements(ListElements.of(list, value), fields);
                yield false;
            }
            case Deduced(), Reference _ -> throw new IllegalStateException("a type that is not resolved");
        };
    }

    private static void collectFields(JsonNode value, GranularObject type, FieldSet.Builder fields) {
        for (var field : value.properties()) {
            var element = PathElement.field(field.getKey());
            var part = field.getValue();
            var isEmpty = part.isNull() || (part.isObject() && part.isEmpty());
            if (collect(part, type.typeOf(field.getKey()), fields.below(element))
                    || isEmpty
                    || !type.defines(field.getKey())) {
                fields.add(element);
            }
        }
    }

    private static void collectElements(ListElements elements, FieldSet.Builder fields) {
        for (var name : elements.names()) {
            fields.add(name);
            var found = elements.get(name);
            if (found.size() == 1) {
                collect(found.getFirst(), elements.type(), fields.below(name));
            }
        }
    }

    /** The same set, and with each of its fields the defined fields that lead to it. */
    FieldSet withDefinedFields(FieldSet set) {
        return withDefinedFields(set, type);
    }

    private static FieldSet withDefinedFields(FieldSet set, ValueType type) {
        var complete = new FieldSet.Builder();
        set.forEach((element, entry) -> complete.put(
                element,
                new FieldSet.Entry(
                        entry.member() || isDefined(element, type),
                        withDefinedFields(entry.parts(), below(element, type)))));
        return complete.build();
    }

    private static boolean isDefined(PathElement element, ValueType type) {
        return element.kind() == PathElement.Kind.FIELD
                && resolved(type) instanceof GranularObject object
                && object.defines(element.text());
    }

    private static ValueType below(PathElement element, ValueType type) {
        return switch (resolved(type)) {
            case GranularObject object -> object.typeOf(element.text());
            case SetList set -> set.element();
            case KeyedList list -> list.element();
            case Scalar(), AtomicList(), AtomicObject _, Deduced(), Reference _ -> new Deduced();
        };
    }

    private static ValueType resolved(ValueType type) {
        return type instanceof Reference reference ? resolved(reference.type()) : type;
    }

    /** The tree without some fields and their parts. What loses all its parts becomes null. */
    public TypedTree without(FieldSet fields) {
        return new TypedTree(remove(tree, type, fields), type);
    }

    private static JsonNode remove(JsonNode value, ValueType type, FieldSet fields) {
        return switch (type.of(value)) {
            case Scalar() -> value;
            case AtomicList(), AtomicObject _ -> NullNode.instance;
            case GranularObject object -> value.isObject() ? removeFields(value, object, fields) : NullNode.instance;
            case SetList set -> removeElements(ListElements.of(set, value), fields);
            case KeyedList list -> removeElements(ListElements.of(list, value), fields);
            case Deduced(), Reference _ -> throw new IllegalStateException("a type that is not resolved");
        };
    }

    private static JsonNode removeFields(JsonNode value, GranularObject type, FieldSet fields) {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        for (var field : value.properties()) {
            var entry = fields.entry(PathElement.field(field.getKey()));
            if (!entry.member()) {
                left.set(
                        field.getKey(),
                        entry.parts().isEmpty()
                                ? field.getValue()
                                : remove(field.getValue(), type.typeOf(field.getKey()), entry.parts()));
            }
        }
        return left.isEmpty() ? NullNode.instance : left;
    }

    private static JsonNode removeElements(ListElements elements, FieldSet fields) {
        var left = JsonNodeFactory.instance.arrayNode();
        for (var name : elements.names()) {
            var entry = fields.entry(name);
            if (!entry.member()) {
                elements.get(name)
                        .forEach(element -> left.add(
                                entry.parts().isEmpty() ? element : remove(element, elements.type(), entry.parts())));
            }
        }
        return left.isEmpty() ? NullNode.instance : left;
    }

    /**
     * What another tree of the type changes of this one.
     *
     * @throws MergeException if one of the two does not fit the type
     */
    public Comparison compare(JsonNode other) {
        return Comparing.compare(tree, other, type);
    }

    /**
     * The tree with everything that another one says: lists and maps are merged by their parts, everything else is replaced.
     *
     * @throws MergeException if one of the two does not fit the type, or the other has an element of a list twice
     */
    public TypedTree merge(JsonNode applied) {
        return new TypedTree(Merging.merge(tree, applied, type), type);
    }
}
