package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.merge.FieldSet;
import io.headwater.kubernetes.merge.ManagedFields;
import io.headwater.kubernetes.merge.Manager;
import io.headwater.kubernetes.merge.Manager.Operation;
import io.headwater.kubernetes.merge.OpenApiTypes;
import io.headwater.kubernetes.merge.PathElement;
import io.headwater.kubernetes.merge.ServerSideApply;
import io.headwater.kubernetes.merge.ServerSideApply.Outcome;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.merge.ValueType;
import io.headwater.testcluster.ApiClient;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What structured merge predicts of an apply, beside what the real API server does: generated applies of two managers to one
 * PodTemplate, the largest type that no controller changes.
 */
@WithControlPlane
class ServerSideApplyOracleIT {

    private static final int STEPS = 40;

    /** What is removed and comes back with its default. */
    private static final Set<String> DEFAULTED = Set.of("terminationGracePeriodSeconds", "protocol");

    private final ApiClient server;
    private final String path;

    ServerSideApplyOracleIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.server = plane.api();
        this.path = "/api/v1/namespaces/" + namespace + "/podtemplates/web";
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void isPredicted(long seed) {
        var random = new Random(seed);
        var type = new OpenApiTypes(server.get("/openapi/v3/api/v1"))
                .typeOf(new GroupKind("", "PodTemplate"), "v1")
                .orElseThrow();
        server.send("DELETE", path);
        apply(GeneratedPodTemplate.of(new Random(seed), true), "alpha", true);
        for (var step = 0; step < STEPS; step++) {
            var manager = random.nextBoolean() ? "alpha" : "beta";
            var force = random.nextInt(3) > 0;
            var complete = manager.equals("alpha");
            var applied = GeneratedPodTemplate.of(random, complete);
            var live = server.get(path);

            var predicted = predict(type, live, applied, manager, force);
            var answer = apply(applied, manager, force);
            if (answer.status() == 422) {
                continue; // what is valid is not for a merge to say
            }

            var as = "seed %d, step %d: %s applies %s%s to %s"
                    .formatted(seed, step, manager, applied, force ? " by force" : "", live);
            switch (predicted) {
                case Outcome.Refused refused ->
                    assertThat(answer.status()).as(as + " refused: " + refused).isEqualTo(409);
                case Outcome.Merged merged -> {
                    assertThat(answer.status()).as(as + answer.body()).isEqualTo(200);
                    assertSame(type, merged, answer.body(), live, as);
                }
            }
        }
    }

    private static Outcome predict(ValueType type, JsonNode live, ObjectNode applied, String manager, boolean force) {
        return ServerSideApply.apply(
                new TypedTree(withoutManagedFields(live), type),
                ManagedFields.read(live.path("metadata").path("managedFields")),
                applied,
                new Manager(manager, Operation.APPLY, "v1", ""),
                force);
    }

    private static void assertSame(ValueType type, Outcome.Merged predicted, JsonNode real, JsonNode live, String as) {
        assertThat(predicted.managedFields().fields())
                .as(as)
                .isEqualTo(ManagedFields.read(real.path("metadata").path("managedFields"))
                        .fields());
        var comparison = new TypedTree(withoutManagedFields(real), type)
                .compare(predicted.object().tree());
        assertThat(comparison.added().toString()).as(as).isEqualTo("[]");
        assertThat(comparison.modified().difference(ofTheServer()).toString())
                .as(as)
                .isEqualTo("[]");
        var kept = new TypedTree(withoutManagedFields(live), type).fields().intersection(comparison.removed());
        assertThat(kept.paths())
                .as("kept, " + as)
                .allMatch(path -> DEFAULTED.contains(path.getLast().text()));
    }

    /** What the server counts. */
    private static FieldSet ofTheServer() {
        return Stream.of("generation", "resourceVersion")
                .map(name -> FieldSet.of(PathElement.field("metadata"), PathElement.field(name)))
                .reduce(FieldSet.EMPTY, FieldSet::union);
    }

    private static ObjectNode withoutManagedFields(JsonNode object) {
        var copy = (ObjectNode) object.deepCopy();
        copy.withObject("metadata").remove("managedFields");
        return copy;
    }

    private ApiClient.Answer apply(ObjectNode applied, String manager, boolean force) {
        return server.send(
                "PATCH",
                path + "?fieldManager=" + manager + "&force=" + force,
                "application/apply-patch+yaml",
                applied.toString());
    }
}
