package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
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
            var definition = type.definitionOf(field.getKey());
            var part = field.getValue();
            var isEmpty = part.isNull() || (part.isObject() && part.isEmpty());
            if (collect(part, type.typeOf(definition), fields.below(element)) || isEmpty || definition == null) {
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
