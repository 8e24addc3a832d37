package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.merge.PathElement.Kind;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.Field;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The type of an object of which no schema is at hand, made out from what its managed fields name: keys of elements, values of sets, fields, or nothing below a
 * value that is merged as a whole.
 */
public final class DeducedTypes {

    private DeducedTypes() {}

    /**
     * The type.
     *
     * @param object without its managed fields
     */
    public static ValueType of(JsonNode object, ManagedFields managed) {
        var all = FieldSet.unionOf(managed.fields().values());
        return type(object, new FieldSet.Entry(false, all));
    }

    private static ValueType type(JsonNode value, FieldSet.Entry entry) {
        var steps = new ArrayList<PathElement>();
        entry.parts().forEach((step, _) -> steps.add(step));
        if (steps.isEmpty()) {
            return entry.member() && value.isObject() && !value.isEmpty() ? new AtomicObject(Map.of()) : new Deduced();
        }
        return switch (steps.getFirst().kind()) {
            case FIELD -> object(value, entry.parts(), steps);
            case KEY -> list(value, entry.parts(), steps);
            case VALUE -> new SetList(new Scalar());
            case INDEX -> new Deduced();
        };
    }

    private static ValueType object(JsonNode value, FieldSet parts, List<PathElement> steps) {
        var fields = new HashMap<String, Field>();
        for (var step : steps) {
            if (step.kind() == Kind.FIELD) {
                fields.put(step.text(), Field.of(type(value.path(step.text()), parts.entry(step))));
            }
        }
        return new GranularObject(fields, new Deduced());
    }

    private static ValueType list(JsonNode value, FieldSet parts, List<PathElement> steps) {
        var keys = new ArrayList<String>();
        steps.getFirst().keys().fieldNames().forEachRemaining(keys::add);
        var ofAny = FieldSet.unionOf(
                steps.stream().map(step -> parts.entry(step).parts()).toList());
        var sample = value.isArray() && !value.isEmpty() ? value.get(0) : JsonNodeFactory.instance.objectNode();
        return new KeyedList(keys, type(sample, new FieldSet.Entry(false, ofAny)));
    }
}
