package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.merge.Manager.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which manager manages which fields of an object. When it last did is left out: that changes with every write, and says nothing about a merge.
 *
 * @param fields by manager, in the order of the object
 */
public record ManagedFields(Map<Manager, FieldSet> fields) {

    private static final String FIELDS_V1 = "FieldsV1";

    public ManagedFields {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Reads {@code metadata.managedFields}. An entry of a form that nobody defined is left out, since it can name no field. */
    public static ManagedFields read(JsonNode list) {
        var fields = new LinkedHashMap<Manager, FieldSet>();
        for (var entry : list) {
            manager(entry)
                    .ifPresent(
                            manager -> fields.merge(manager, FieldsV1.read(entry.path("fieldsV1")), FieldSet::union));
        }
        return new ManagedFields(fields);
    }

    /** Whose entry it is; empty for one of a form that nobody defined. */
    static Optional<Manager> manager(JsonNode entry) {
        return operation(entry.path("operation").asText(""))
                .filter(_ -> entry.path("fieldsType").asText("").equals(FIELDS_V1))
                .map(operation -> new Manager(
                        entry.path("manager").asText(""),
                        operation,
                        entry.path("apiVersion").asText(""),
                        entry.path("subresource").asText("")));
    }

    private static Optional<Operation> operation(String word) {
        return Stream.of(Operation.values())
                .filter(operation -> operation.word().equals(word))
                .findFirst();
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

    /** The fields that a manager applied last, in whatever version. */
    Optional<Map.Entry<Manager, FieldSet>> appliedBy(String name) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getKey().isApplierNamed(name))
                .findFirst();
    }
}
