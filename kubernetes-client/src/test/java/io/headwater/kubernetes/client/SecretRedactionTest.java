package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.client.Request.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRedactionTest {

    private static final String SECRET = """
            {"metadata":{"name":"db","annotations":{"last-applied":"{\\"password\\":\\"hunter2\\"}"}},
             "data":{"password":"aHVudGVyMg==","pin":12},"stringData":{"key":"first line\\nsecond line"}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the value aHVudGVyMg== is bad                       | the value *** is bad
            decoded it is hunter2, is it not                    | decoded it is ***, is it not
            data[key]: Invalid value: "first line\\nsec"        | data[key]: Invalid value: ***
            got "first line\\nsecond line"                      | got "***"
            only second line of it                              | only *** of it
            expected string, got &value.valueUnstructured{Value:12} | expected string, got &value.valueUnstructured{Value:***}
            12 is not a string, 120 would not be either         | *** is not a string, 120 would not be either
            exceeded quota: secrets=10                          | exceeded quota: secrets=10
            """)
    void takesValuesOutInAnyForm(String message, String redacted) {
        assertThat(redaction(FakeApiServer.SECRET, SECRET).applyTo(message)).isEqualTo(redacted);
    }

    @Test
    void takesTheValuesOfAPatchOut() {
        var patch = "[{\"op\":\"add\",\"path\":\"/data/a\",\"value\":\"aHVudGVyMg==\"}]";

        assertThat(redaction(FakeApiServer.SECRET, patch).applyTo("no hunter2 at /data/a"))
                .isEqualTo("no *** at /data/a");
    }

    @Test
    void leavesMessagesAboutOtherKindsAlone() {
        assertThat(redaction(FakeApiServer.CONFIG_MAP, SECRET).applyTo("hunter2 is bad"))
                .isEqualTo("hunter2 is bad");
    }

    private static SecretRedaction redaction(ResourceType type, String body) {
        return SecretRedaction.of(Request.write(
                "apply",
                type.object("shop", "db"),
                "PATCH",
                new Query(),
                Request.JSON,
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(10)));
    }
}
