package io.headwater.kubernetes.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.Growth;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.prediction.Prediction;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.KindSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten times the elements of a list cost ten times as much, whatever was done to them. */
class LiveComparisonGrowthTest {

    private static final ApiSchemas DEFINED = ApiSchemas.ofDefinition(Objects.manifest("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: rules.example.com}
            spec:
              group: example.com
              names: {kind: Rule, plural: rules}
              versions:
              - name: v1
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      groups:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          properties:
                            name: {type: string}
                            value: {type: string}
                            labels: {type: object, additionalProperties: {type: string}}
            """));

    enum Change {
        NONE,
        REMOVAL,
        EACH,
        ORDER
    }

    @ParameterizedTest
    @EnumSource
    void isLinearForAListWithAKey(Change change) {
        assertThat(Growth.of(elements -> comparison(elements, change, LiveComparisonGrowthTest::withVariables, true)))
                .isLessThan(Growth.LINEAR);
    }

    @ParameterizedTest
    @EnumSource
    void isLinearForASet(Change change) {
        assertThat(Growth.of(elements -> comparison(elements, change, LiveComparisonGrowthTest::withFinalizers, true)))
                .isLessThan(Growth.LINEAR);
    }

    @ParameterizedTest
    @EnumSource
    void isLinearForACustomResource(Change change) {
        assertThat(Growth.of(elements -> comparison(elements, change, LiveComparisonGrowthTest::withGroups, true)))
                .isLessThan(Growth.LINEAR);
    }

    @ParameterizedTest
    @EnumSource
    void isLinearForACustomResourceOfWhichNoSchemaIsKnown(Change change) {
        assertThat(Growth.of(elements -> comparison(elements, change, LiveComparisonGrowthTest::withGroups, false)))
                .isLessThan(Growth.LINEAR);
    }

    @FunctionalInterface
    private interface Sample {
        KubernetesObject of(IntStream elements, int revision);
    }

    private static Runnable comparison(int elements, Change change, Sample sample, boolean schemaIsKnown) {
        var live = live(sample.of(IntStream.range(0, elements), 0));
        var desired =
                switch (change) {
                    case NONE -> sample.of(IntStream.range(0, elements), 0);
                    case REMOVAL -> sample.of(IntStream.range(1, elements), 0);
                    case EACH -> sample.of(IntStream.range(0, elements), 1);
                    case ORDER -> sample.of(IntStream.range(0, elements).map(at -> elements - 1 - at), 0);
                };
        var schemas = schemaIsKnown ? Optional.of(DEFINED) : Optional.<ApiSchemas>empty();
        return () -> {
            var found = LiveComparison.STANDARD.compare(desired, live, schemas, IgnoredFields.NONE);
            assertThat(found.differences().isEmpty()).isEqualTo(change == Change.NONE);
        };
    }

    /** The object as it is after an apply, sharing nothing with what was applied. */
    private static KubernetesObject live(KubernetesObject applied) {
        var prediction = LiveComparison.STANDARD.prediction();
        var schema = KindSchema.of(applied, List.of(DEFINED));
        var nothing = Objects.object(applied.apiVersion(), applied.kind(), "", applied.name());
        var held = (Prediction.Applied) prediction.of(applied, nothing, schema);
        var tree = held.object().deepCopy();
        ((ObjectNode) tree.path("metadata"))
                .set(
                        "managedFields",
                        prediction.managedFields(applied, nothing, schema).write());
        var json = CanonicalJson.write(tree);
        return new KubernetesObject(CanonicalJson.readObject(json, json.length));
    }

    private static KubernetesObject withVariables(IntStream elements, int revision) {
        var object = Objects.manifest("""
                apiVersion: v1
                kind: Pod
                metadata: {name: a}
                spec: {containers: [{name: a, image: a}]}
                """);
        var variables = ((ObjectNode) object.tree().at("/spec/containers/0")).putArray("env");
        elements.forEach(at -> variables.addObject().put("name", "V" + at).put("value", "v" + revision));
        return object;
    }

    private static KubernetesObject withFinalizers(IntStream elements, int revision) {
        var object = Objects.object("v1", "ConfigMap", "", "a");
        var finalizers = ((ObjectNode) object.metadata()).putArray("finalizers");
        elements.forEach(at -> finalizers.add("example.com/f" + at + "-" + revision));
        return object;
    }

    private static KubernetesObject withGroups(IntStream elements, int revision) {
        var object = Objects.object("example.com/v1", "Rule", "", "a");
        ArrayNode groups = object.tree().putArray("groups");
        elements.forEach(at -> groups.addObject()
                .put("name", "g" + at)
                .put("value", "v" + revision)
                .putObject("labels")
                .put("label" + at, "a"));
        return object;
    }
}
