package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.patch.PatchException;
import io.headwater.kubernetes.patch.PatchType;
import io.headwater.kubernetes.patch.StrategicMergePatch;
import io.headwater.testcluster.ApiClient;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strategic merge patch predicts, beside what the real API server does: generated patches of one PodTemplate, with directives. */
@WithControlPlane
class StrategicMergePatchOracleIT {

    private static final int STEPS = 40;
    private static final List<String> LISTS =
            List.of("containers", "volumes", "imagePullSecrets", "tolerations", "hostAliases");

    /** What the server says besides. */
    private static final Set<String> DEFAULTED = Set.of(
            "terminationGracePeriodSeconds",
            "protocol",
            "imagePullPolicy",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "resources",
            "defaultMode",
            "restartPolicy",
            "dnsPolicy",
            "schedulerName",
            "securityContext");

    /** What changes with each write. */
    private static final Set<String> COUNTED =
            Set.of("creationTimestamp", "resourceVersion", "generation", "managedFields");

    private final ApiClient server;
    private final String path;

    StrategicMergePatchOracleIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.server = plane.api();
        this.path = "/api/v1/namespaces/" + namespace + "/podtemplates/web";
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void isPredicted(long seed) {
        var random = new Random(seed);
        var type = PatchType.of(server.get("/openapi/v3/api/v1"), new GroupKind("", "PodTemplate"), "v1")
                .orElseThrow();
        server.send("DELETE", path);
        server.send(
                "POST",
                path.substring(0, path.lastIndexOf('/')),
                "application/json",
                GeneratedPodTemplate.of(new Random(seed), true).toString());
        for (var step = 0; step < STEPS; step++) {
            var live = (ObjectNode) server.get(path);
            var patch = patch(random);

            var predicted = predict(live, patch, type);
            var answer = server.send("PATCH", path, "application/strategic-merge-patch+json", patch.toString());
            if (answer.status() == 422) {
                continue; // what is valid is not for a merge to say
            }

            var as = "seed %d, step %d: %s patched by %s gave %d %s, predicted was %s"
                    .formatted(seed, step, live, patch, answer.status(), answer.body(), predicted);
            if (answer.status() == 200) {
                assertThat(predicted).as(as).isPresent();
                assertSame(predicted.get(), answer.body(), "", as);
            } else {
                assertThat(predicted).as(as).isEmpty();
            }
        }
    }

    private static Optional<ObjectNode> predict(ObjectNode live, ObjectNode patch, PatchType type) {
        try {
            return Optional.of(StrategicMergePatch.apply(live, patch, type));
        } catch (PatchException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode patch(Random random) {
        var patch = GeneratedPodTemplate.of(random, false);
        patch.remove(List.of("apiVersion", "kind"));
        patch.withObject("metadata").remove("name");
        if (random.nextInt(4) == 0 && patch.at("/metadata/finalizers").isMissingNode()) {
            patch.withObject("metadata")
                    .withArray("$deleteFromPrimitiveList/finalizers")
                    .add("example.com/a");
        }
        if (patch.at("/template/spec") instanceof ObjectNode spec) {
            LISTS.forEach(name -> direct(spec, name, random));
            if (random.nextInt(4) == 0) {
                spec.putNull("nodeSelector");
            }
        }
        return patch;
    }

    private static void direct(ObjectNode spec, String name, Random random) {
        if (!(spec.get(name) instanceof ArrayNode list)) {
            return;
        }
        var key = name.equals("hostAliases") ? "ip" : "name";
        switch (random.nextInt(8)) {
            case 0 -> ((ObjectNode) list.get(0)).put("$patch", "delete");
            case 1 -> list.addObject().put("$patch", "replace");
            case 2, 3 -> {
                if (name.equals("tolerations")) {
                    return; // the server panics, as they have no merge key
                }
                var order = new ArrayList<JsonNode>();
                list.forEach(element -> order.add(element.path(key)));
                order.add(Json.object().textNode("d"));
                if (random.nextInt(4) == 0) {
                    Collections.shuffle(order, random);
                }
                var directive = spec.putArray("$setElementOrder/" + name);
                order.forEach(place -> directive.addObject().set(key, place));
            }
            case 4 -> {
                if (name.equals("volumes")) {
                    list.forEach(element -> ((ObjectNode) element)
                            .putArray("$retainKeys")
                            .add("name")
                            .add(random.nextInt(4) == 0 ? "secret" : "configMap"));
                }
            }
            default -> {}
        }
    }

    private static void assertSame(JsonNode predicted, JsonNode real, String at, String as) {
        if (predicted.isObject() && real.isObject()) {
            for (var field : predicted.properties()) {
                var name = field.getKey();
                if (!COUNTED.contains(name) && !isEmpty(field.getValue())) {
                    assertSame(field.getValue(), real.path(name), at + "/" + name, as);
                }
            }
            real.fieldNames().forEachRemaining(name -> assertThat(predicted.has(name) || DEFAULTED.contains(name))
                    .as("%s/%s in %s", at, name, as)
                    .isTrue());
        } else if (predicted.isArray() && real.isArray()) {
            assertThat(real.size()).as(at + " in " + as).isEqualTo(predicted.size());
            for (var i = 0; i < predicted.size(); i++) {
                assertSame(predicted.get(i), real.get(i), at + "/" + i, as);
            }
        } else {
            assertThat(real).as(at + " in " + as).isEqualTo(predicted);
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }
}
