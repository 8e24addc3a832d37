package io.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.testcluster.ApiClient.Answer;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.WithControlPlane;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real API server makes of custom resources with our definitions, and with Argo CD's. */
@WithControlPlane
class CrdsIT {

    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String ARGO = "/apis/argoproj.io/v1alpha1";

    private static final Map<String, Set<String>> REFUSED_BY_ARGO_CD = new TreeMap<>();
    private static ApiServer api;

    /** First theirs, then ours, since both define the same kinds. */
    @BeforeAll
    static void installAll(@Cluster("definitions") ControlPlane plane) {
        api = ApiServer.asAdministrator(plane);
        ArgoCd.V3_6.found().ifPresent(theirs -> {
            install(theirs);
            REFUSED_BY_ARGO_CD.putAll(refusals(theirs));
        });
        install(Definition.ours());
    }

    @Test
    void areStructuralAndServedUnderTheirShortNames() {
        for (var definition : Definition.ours()) {
            var path = CRDS + "/" + definition.object().name();
            ApiServer.await(definition.kind() + " is established", () -> "True"
                    .equals(conditions(api.get(path).body()).get("Established")));
            assertThat(conditions(api.get(path).body()))
                    .as(definition.kind())
                    .containsEntry("NamesAccepted", "True")
                    .doesNotContainKey("NonStructuralSchema");
        }
        assertThat(api.get(ARGO).body().findValues("shortNames"))
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder(
                        "[\"app\",\"apps\"]", "[\"appset\",\"appsets\"]", "[\"appproj\",\"appprojs\"]");
    }

    @ParameterizedTest
    @EnumSource
    void keepEveryFieldThatArgoCdKnows(ArgoCd argoCd) {
        for (var theirs : argoCd.definitions()) {
            assertKept(theirs.plural(), Sample.COMPLETE.of(theirs));
        }
    }

    @Test
    void keepEveryExample() {
        for (var example : Examples.all()) {
            assertKept(Definition.ours(example.kind()).plural(), example.tree());
        }
    }

    @Test
    void refuseWhatArgoCdRefuses() {
        var ours = refusals(ArgoCd.V3_6.definitions());
        assertThat(ours).isEqualTo(REFUSED_BY_ARGO_CD);
        assertThat(ours)
                .hasSize(9)
                .allSatisfy((sample, refused) -> assertThat(refused).as(sample).isNotEmpty());
    }

    @Test
    void pruneWhatNobodyKnowsButKeepFreeForms() {
        var sample = Sample.COMPLETE.of(Definition.ours("Application"));
        var misspelt = sample.deepCopy();
        ((ObjectNode) misspelt.path("spec")).put("projct", "shop");
        ((ObjectNode) misspelt.at("/status/sync/comparedTo/source")).put("fieldOfALaterVersion", true);

        var kept = create("applications", misspelt, "Ignore").body();

        assertThat(kept.path("spec")).isEqualTo(sample.path("spec"));
        assertThat(kept.at("/status/sync/comparedTo/source/fieldOfALaterVersion")
                        .asBoolean())
                .isTrue();
    }

    /** Spec and status of an Application change together, those of an ApplicationSet apart. */
    @Test
    void writeAStatusWhereArgoCdWritesIt() {
        var set = Sample.COMPLETE.of(Definition.ours("ApplicationSet"));
        var path = ARGO + "/namespaces/default/applicationsets";
        var created = api.create(path, set).body();
        assertThat(created.has("status")).isFalse();

        var status = api.replace(
                path + "/sample/status", ((ObjectNode) created.deepCopy()).set("status", set.path("status")));
        assertThat(status.body().path("status")).isEqualTo(set.path("status"));
        assertThat(api.delete(path + "/sample").successful()).isTrue();
    }

    private static void assertKept(String plural, JsonNode object) {
        var sent = reread(object);
        var answer = create(plural, sent, "Strict");
        assertThat(answer.status())
                .as("%s: %s", sent.at("/metadata/name"), answer.body().path("message"))
                .isEqualTo(201);
        for (var part : List.of("spec", "operation", "status")) {
            // The API server takes a new ApplicationSet's status from nobody.
            if (!plural.equals("applicationsets") || !part.equals("status")) {
                assertThat(answer.body().path(part))
                        .as("%s of %s", part, sent.at("/metadata/name"))
                        .isEqualTo(sent.path(part));
            }
        }
    }

    /** A number has one node type when the API server writes it, and perhaps another in an example. */
    private static JsonNode reread(JsonNode node) {
        try {
            return new ObjectMapper().readTree(node.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that prints no JSON", e);
        }
    }

    private static Answer create(String plural, JsonNode object, String unknownFields) {
        return api.create(
                ARGO + "/namespaces/default/" + plural + "?dryRun=All&fieldValidation=" + unknownFields, object);
    }

    /** For each kind and way of being wrong, the fields that were refused and why. */
    private static Map<String, Set<String>> refusals(List<Definition> samplesFrom) {
        var refusals = new TreeMap<String, Set<String>>();
        for (var definition : samplesFrom) {
            for (var sample : List.of(Sample.WRONGLY_TYPED, Sample.WITHOUT_REQUIRED, Sample.UNCONSTRAINED)) {
                var answer = create(definition.plural(), sample.of(definition), "Ignore");
                var refused = new TreeSet<String>();
                answer.body().at("/details/causes").forEach(cause -> {
                    var field = cause.path("field").asText();
                    if (!FreeForm.covers(field)) {
                        refused.add(field + ": " + cause.path("reason").asText());
                    }
                });
                refusals.put(definition.kind() + " " + sample, refused);
            }
        }
        return refusals;
    }

    /** Puts definitions in the place of those that are there. */
    private static void install(List<Definition> definitions) {
        for (var definition : definitions) {
            var path = CRDS + "/" + definition.object().name();
            if (api.get(path).successful()) {
                api.delete(path);
                ApiServer.await(
                        definition.kind() + " is gone",
                        () -> api.get(ARGO + "/" + definition.plural()).status() == 404);
            }
            assertThat(api.create(CRDS, definition.object().tree()).status()).isEqualTo(201);
        }
        for (var definition : definitions) {
            ApiServer.await(definition.kind() + " is served", () -> api.get(ARGO + "/" + definition.plural())
                    .successful());
        }
    }

    private static Map<String, String> conditions(JsonNode crd) {
        var conditions = new TreeMap<String, String>();
        crd.at("/status/conditions")
                .forEach(condition -> conditions.put(
                        condition.path("type").asText(),
                        condition.path("status").asText()));
        return conditions;
    }
}
