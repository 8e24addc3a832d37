package io.headwater.kubernetes.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the generator of the built-in set found to depend on the place where a type is used is known to the rules. */
class PlacedDefaultsTest {

    @TestFactory
    List<DynamicTest> putsThemWhereTheyBelong() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        try (var resource = ApiSchemas.class.getResourceAsStream("builtin.json")) {
            for (var kind :
                    new ObjectMapper().readTree(resource).path("placedDefaults").properties()) {
                for (var placed : kind.getValue().properties()) {
                    tests.add(DynamicTest.dynamicTest(
                            kind.getKey() + " " + placed.getKey(),
                            () -> assertHolds(kind.getKey(), placed.getKey(), placed.getValue())));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void assertHolds(String schema, String path, JsonNode value) {
        var pointer = "/" + path.replace('.', '/');
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        var holder = pointer.substring(0, pointer.lastIndexOf('/'));
        object.withObject(holder);

        assertThat(held(schema, object).at(pointer)).isEqualTo(value);
    }

    private static JsonNode held(String schema, ObjectNode object) {
        var parts = schema.split("\\.", -1);
        var version = parts[parts.length - 2];
        var kind = parts[parts.length - 1];
        var group = parts[parts.length - 3].equals("core") ? "" : parts[parts.length - 3];
        return ApiSchemas.builtIn()
                .of(new GroupKind(group, kind), version)
                .orElseThrow()
                .held(object);
    }
}
