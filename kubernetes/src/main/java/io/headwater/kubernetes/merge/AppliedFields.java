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
import java.util.function.Function;

/**
 * Whether a configuration still says everything that was applied before, so that a merge has nothing to remove. Goes through the configuration and counts what
 * it finds in fieldsV1: what is left there is said no more.
 */
public final class AppliedFields {

    private AppliedFields() {}

    /**
     * Whether a manager applied nothing before that its configuration does not say any more. May be false of fieldsV1 that are not written as the API server
     * writes them, although it does.
     *
     * @param configuration what is applied now
     * @param type its type
     * @param managedFields {@code metadata.managedFields} of the live object
     * @param manager the name of the manager
     * @throws MergeException if the configuration does not fit its type
     */
    public static boolean areStillSaid(JsonNode configuration, ValueType type, JsonNode managedFields, String manager) {
        for (var entry : managedFields) {
            var who = ManagedFields.manager(entry);
            if (who != null && who.isApplierNamed(manager) && !areHeldBy(configuration, type, entry.path("fieldsV1"))) {
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
            case SetList set -> areElementsOf(value, ListElements::name, set.element(), fieldsV1);
            case KeyedList list ->
                areElementsOf(value, element -> ListElements.name(list, element), list.element(), fieldsV1);
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
        var left = steps(fieldsV1);
        for (var field : object.properties()) {
            var definition = type.definitionOf(field.getKey());
            var said = fieldsV1.get(definition == null ? WrittenFields.stepTo(field.getKey()) : definition.step());
            if (said != null) {
                if (!areHeldBy(field.getValue(), type.typeOf(definition), said)) {
                    return false;
                }
                left--;
            }
        }
        return left == 0;
    }

    private static boolean areElementsOf(
            JsonNode list, Function<JsonNode, PathElement> naming, ValueType type, JsonNode fieldsV1) {
        if (!list.isArray()) {
            return false;
        }
        var left = steps(fieldsV1);
        for (var element : list) {
            var said = fieldsV1.get(naming.apply(element).written());
            if (said != null) {
                if (!areHeldBy(element, type, said)) {
                    return false;
                }
                left--;
            }
        }
        return left == 0;
    }

    private static int steps(JsonNode fieldsV1) {
        return fieldsV1.has(FieldsV1.ITSELF) ? fieldsV1.size() - 1 : fieldsV1.size();
    }
}
