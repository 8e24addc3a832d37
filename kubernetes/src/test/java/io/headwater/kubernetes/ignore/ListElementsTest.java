package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.Growth;
import io.headwater.kubernetes.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListElementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{port: 1, protocol: TCP}, {port: 2, protocol: TCP}]       | 1",
                "[{port: 1}, {port: 2}]                                     | 1",
                "[{port: 2.0}]                                              | 0",
                "[{port: 2}, {port: 2, protocol: TCP}]                      | 1",
                "[{name: a}, {protocol: TCP}, {port: 2}]                    | 1",
                "[{port: 2, name: a}, {port: 2, name: b}]                   | 0",
                "[{port: 2, protocol: UDP}, {port: 1}, {name: a}]           | -1",
            })
    void findsTheFirstElementWithTheKeysThatItHas(String list, int index) {
        var keys = JsonNodeFactory.instance.objectNode().put("port", 2).put("protocol", "TCP");

        var found = new ListElements(list(list)).withKeys(keys);

        assertThat(found.orElse(-1)).isEqualTo(index);
    }

    @Test
    void looksAtElementsThatLackAKeyOnce() {
        assertThat(Growth.of(ListElementsTest::searchForEach)).isLessThan(Growth.LINEAR);
    }

    private static Runnable searchForEach(int elements) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var port = 0; port < elements; port++) {
            list.addObject().put("port", port);
        }
        return () -> {
            var found = new ListElements(list);
            for (var port = 0; port < elements; port++) {
                ObjectNode keys =
                        JsonNodeFactory.instance.objectNode().put("port", port).put("protocol", "TCP");
                assertThat(found.withKeys(keys)).hasValue(port);
            }
        };
    }

    private static ArrayNode list(String yaml) {
        return Objects.manifest("{apiVersion: v1, kind: A, metadata: {name: a}, list: %s}".formatted(yaml))
                .tree()
                .withArray("/list");
    }
}
