package io.headwater.healthchecker.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class MergePatchesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void isEmptyBetweenEquals() throws JsonProcessingException {
        assertThat(MergePatches.between(tree("{\"a\":{\"b\":[1]}}"), tree("{\"a\":{\"b\":[1]}}")))
                .isEmpty();
    }

    @Test
    void saysOnlyWhatDiffers() throws JsonProcessingException {
        var patch = MergePatches.between(
                tree("{\"a\":{\"b\":1,\"c\":2},\"d\":3,\"list\":[1,2]}"),
                tree("{\"a\":{\"b\":1,\"c\":4},\"list\":[1]}"));

        assertThat(patch).isEqualTo(tree("{\"d\":null,\"a\":{\"c\":4},\"list\":[1]}"));
    }

    private static ObjectNode tree(String json) throws JsonProcessingException {
        return JSON.readValue(json, ObjectNode.class);
    }
}
