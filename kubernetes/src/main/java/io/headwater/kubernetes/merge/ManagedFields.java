package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.merge.Manager.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which manager manages which fields of an object. When it last did is left out: that changes with every write, and says nothing about a merge.
 *
 * @param fields by manager, in the order of the object
 */
public record ManagedFields(Map<Manager, FieldSet> fields) {

    private static final String FIELDS_V1 = "FieldsV1";
    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    public ManagedFields {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Reads {@code metadata.managedFields}. An entry of a form that nobody defined is left out, since it can name no field. */
    public static ManagedFields read(JsonNode list) {
        var fields = new LinkedHashMap<Manager, FieldSet>();
        for (var entry : list) {
            var manager = manager(entry);
            if (manager != null) {
                fields.merge(manager, FieldsV1.read(entry.path("fieldsV1")), FieldSet::union);
            }
        }
        return new ManagedFields(fields);
    }

    /** Whose entry it is; null for one of a form that nobody defined. */
    static @Nullable Manager manager(JsonNode entry) {
        var operation = operation(entry.path("operation").asText(""));
        if (operation == null || !entry.path("fieldsType").asText("").equals(FIELDS_V1)) {
            return null;
        }
        return new Manager(
                entry.path("manager").asText(""),
                operation,
                entry.path("apiVersion").asText(""),
                entry.path("subresource").asText(""));
    }

    private static @Nullable Operation operation(String word) {
        for (var operation : OPERATIONS) {
            if (operation.word().equals(word)) {
                return operation;
            }
        }
        return null;
    }

    /** Writes them as {@code metadata.managedFields} has them, without times. */
    public ArrayNode write() {
        var list = JsonNodeFactory.instance.arrayNode();
        fields.forEach((manager, set) -> {
            var entry = list.addObject()
                    .put("manager", manager.name())
                    .put("operation", manager.operation().word())
                    .put("apiVersion", manager.apiVersion())
                    .put("fieldsType", FIELDS_V1);
            if (!manager.subresource().isEmpty()) {
                entry.put("subresource", manager.subresource());
            }
            entry.set("fieldsV1", FieldsV1.write(set));
        });
        return list;
    }

    /** As whom a manager applied last, in whatever version. */
    Optional<Manager> appliedBy(String name) {
        return fields.keySet().stream()
                .filter(manager -> manager.isApplierNamed(name))
                .findFirst();
    }
}
