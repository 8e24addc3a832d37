package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Trees out of JSON. */
final class Trees {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Trees() {}

    static JsonNode of(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ObjectNode object(String json) {
        return (ObjectNode) of(json);
    }
}
