package io.headwater.kubernetes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.patch.PatchType;
import io.headwater.kubernetes.patch.ThreeWayMerge;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.WithControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Three-way merge by the types that a real API server describes, beside what kubectl's library makes of the same objects. */
@WithControlPlane
class ThreeWayMergeOracleIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode types;

    ThreeWayMergeOracleIT(ControlPlane plane) {
        this.types = plane.api().get("/openapi/v3/apis/apps/v1");
    }

    @Test
    void agreesWithClientSideApply() throws IOException {
        var type = PatchType.of(types, new GroupKind("apps", "Deployment"), "v1");
        assertThat(type).isPresent();
        var disagreements = new ArrayList<String>();
        var number = 0;
        try (var cases = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("three-way-merges.jsonl")), UTF_8))) {
            for (var line = cases.readLine(); line != null; line = cases.readLine()) {
                number++;
                var given = JSON.readTree(line);
                var merged = merge(given, type);
                if (!merged.equals(given.get("result"))) {
                    disagreements.add(
                            "case %d: %s became %s".formatted(number, given.toPrettyString(), merged.toPrettyString()));
                }
            }
        }
        assertThat(number).isGreaterThan(150);
        assertThat(disagreements).isEmpty();
    }

    private static ObjectNode merge(JsonNode given, Optional<PatchType> type) {
        return ThreeWayMerge.merge(
                (ObjectNode) given.get("applied"),
                (ObjectNode) given.get("wanted"),
                (ObjectNode) given.get("live"),
                type);
    }
}
