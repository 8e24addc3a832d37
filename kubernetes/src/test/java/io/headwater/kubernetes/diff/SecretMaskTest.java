package io.headwater.kubernetes.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.Objects;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

    @Test
    void hidesValuesAndShowsWhichAreTheSame() {
        var mask = new SecretMask();

        var one = mask.masked(secret("{a: b25l, b: dHdv}")).path("data");
        var other = mask.masked(secret("{a: dHdv, c: dGhyZWU=}")).path("data");

        assertThat(one.path("a")).isNotEqualTo(one.path("b"));
        assertThat(other.path("a")).isEqualTo(one.path("b"));
        assertThat(one.toString() + other).doesNotContain("b25l", "dHdv", "dGhyZWU");
    }

    @Test
    void hidesWhatWasAppliedLast() {
        var secret = (ObjectNode) secret("{a: b25l}");
        secret.withObject("/metadata/annotations")
                .put("kubectl.kubernetes.io/last-applied-configuration", "{\"data\": {\"a\": \"b25l\"}}");

        assertThat(new SecretMask().masked(secret).toString()).doesNotContain("b25l");
    }

    @Test
    void hidesWhatStandsUnderANameThatIsNone() {
        var mask = new SecretMask();
        var secret = Objects.manifest("""
                {apiVersion: v1, kind: Secret, metadata: {name: a}, stringdata: {password: one}, stringData: [two], values: three}""");
        var difference =
                new FieldDifference("stringdata.password", TextNode.valueOf("one"), null, null, DriftCause.NOT_APPLIED);

        assertThat(mask.masked(secret.tree()).toString())
                .contains("password", "Secret")
                .doesNotContain("one", "two", "three");
        assertThat(mask.masked(difference, secret).desired()).isNotNull().isNotEqualTo(difference.desired());
    }

    @Test
    void leavesOtherObjectsAsTheyAre() {
        var tree = Objects.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: one}}")
                .tree();

        assertThat(new SecretMask().masked(tree)).isSameAs(tree);
    }

    @Test
    void hasShortMasksForManyValues() {
        var secret = (ObjectNode) secret("{}");
        for (var i = 0; i < 10_000; i++) {
            secret.withObject("/data").put("key-" + i, "value-" + i);
        }

        var masks = new HashSet<String>();
        new SecretMask().masked(secret).path("data").forEach(value -> masks.add(value.textValue()));

        assertThat(masks).hasSize(10_000).allSatisfy(mask -> assertThat(mask).hasSizeLessThan(100));
    }

    private static JsonNode secret(String data) {
        return Objects.manifest("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: %s}".formatted(data))
                .tree();
    }
}
