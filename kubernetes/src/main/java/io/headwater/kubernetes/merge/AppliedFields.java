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
import java.util.Map;

/**
 * Whether a configuration still says everything that was applied before, so that a merge has nothing to remove. Reads fieldsV1 as it is written, which costs
 * less than a {@link FieldSet}.
 */
public final class AppliedFields {

    private AppliedFields() {}

    /**
     * Whether a manager applied nothing before that its configuration does not say any more.
     *
     * @param configuration what is applied now
     * @param type its type
     * @param managedFields {@code metadata.managedFields} of the live object
     * @param manager the name of the manager
     * @throws MergeException if the configuration does not fit its type
     */
    public static boolean areStillSaid(JsonNode configuration, ValueType type, JsonNode managedFields, String manager) {
        for (var entry : managedFields) {
            var isItsOwn = ManagedFields.manager(entry)
                    .filter(who -> who.isApplierNamed(manager))
                    .isPresent();
            if (isItsOwn && !areHeldBy(configuration, type, entry.path("fieldsV1"))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value has all the fields, where it ends as they do. */
    private static boolean areHeldBy(JsonNode value, ValueType type, JsonNode fieldsV1) {
        if (fieldsV1.isEmpty()) {
            return isLeaf(value, type.of(value));
        }
        return switch (type.of(value)) {
            case GranularObject object -> value.isObject() && areFieldsOf(value, object, fieldsV1);
            case SetList set -> areElementsOf(ListElements.of(set, value), fieldsV1);
            case KeyedList list -> areElementsOf(ListElements.of(list, value), fieldsV1);
            case Scalar(), AtomicList(), AtomicObject _ -> false;
            case Deduced(), Reference _ -> throw new IllegalStateException("a type that is not resolved");
        };
    }

    private static boolean isLeaf(JsonNode value, ValueType type) {
        return switch (type) {
            case Scalar(), AtomicList(), AtomicObject _ -> true;
            case GranularObject _, SetList _, KeyedList _ -> value.isNull() || value.isEmpty();
            case Deduced(), Reference _ -> throw new IllegalStateException("a type that is not resolved");
        };
    }

    private static boolean areFieldsOf(JsonNode object, GranularObject type, JsonNode fieldsV1) {
        for (var step : fieldsV1.properties()) {
            if (FieldsV1.isItself(step.getKey())) {
                continue;
            }
            var name = step.getKey().startsWith("f:") ? step.getKey().substring(2) : "";
            var field = object.get(name);
            if (field == null || !areHeldBy(field, type.typeOf(name), step.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean areElementsOf(ListElements elements, JsonNode fieldsV1) {
        for (var step : fieldsV1.properties()) {
            if (!FieldsV1.isItself(step.getKey()) && !isElementOf(elements, step)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isElementOf(ListElements elements, Map.Entry<String, JsonNode> step) {
        return PathElement.parse(step.getKey())
                .map(elements::get)
                .filter(found -> found.size() == 1)
                .filter(found -> areHeldBy(found.getFirst(), elements.type(), step.getValue()))
                .isPresent();
    }
}
