package io.headwater.catalog.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecDigestTest {

    private static final String PLAIN = "{\"source\": {\"path\": \"a\"}, \"destination\": {\"namespace\": \"n\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"syncPolicy\": {\"automated\": {\"selfHeal\": true}}",
                "\"syncPolicy\": {\"retry\": {\"limit\": 3}}",
                "\"syncPolicy\": {}",
                "\"revisionHistoryLimit\": 5",
                "\"info\": [{\"name\": \"url\", \"value\": \"https://example.org\"}]"
            })
    void staysWhenOnlyTheWayOfSyncingChanges(String more) {
        assertThat(digest(PLAIN + ", " + more + "}")).isEqualTo(digest(PLAIN + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"syncPolicy\": {\"syncOptions\": [\"CreateNamespace=true\"]}",
                "\"ignoreDifferences\": [{\"kind\": \"Deployment\"}]",
                "\"project\": \"other\""
            })
    void changesWithWhatIsAskedFor(String more) {
        assertThat(digest(PLAIN + ", " + more + "}")).isNotEqualTo(digest(PLAIN + "}"));
    }

    @Test
    void leavesTheSpecificationAsItIs() throws JsonProcessingException {
        var spec = spec(PLAIN + ", \"syncPolicy\": {\"automated\": {}}}");

        ApplicationReader.digestOf(spec);

        assertThat(spec.at("/syncPolicy/automated").isObject()).isTrue();
    }

    private static String digest(String spec) {
        try {
            return ApplicationReader.digestOf(spec(spec));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ObjectNode spec(String json) throws JsonProcessingException {
        return (ObjectNode) new JsonMapper().readTree(json);
    }
}
