package io.headwater.kubernetes.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import io.headwater.kubernetes.Trees;
import io.headwater.kubernetes.merge.PathElement;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveComparisonTest {

    @Test
    void matchesWellKnownListsByKeyWithoutManagedFields() {
        var desired = pod("containers: [{name: a, image: a:1, ports: [{containerPort: 80}]}, {name: b, image: b}]");
        var live = pod("""
                containers:
                - {name: injected, image: x}
                - {name: a, image: a:2, ports: [{containerPort: 81, protocol: TCP}, {containerPort: 80, protocol: TCP}]}
                - {name: b, image: b}
                """);

        assertThat(paths(desired, live)).containsExactly("spec.containers[name=a].image");
    }

    @Test
    void comparesOtherListsAsAWhole() {
        var desired = pod("containers: [{name: a, args: [x, y]}]");

        assertThat(paths(desired, pod("containers: [{name: a, args: [x, z]}]")))
                .containsExactly("spec.containers[name=a].args[1]");
        assertThat(paths(desired, pod("containers: [{name: a, args: [x, y, z]}]")))
                .containsExactly("spec.containers[name=a].args");
    }

    @Test
    void leavesToTheControllerWhatItAddsToTheClaimOfAVolume() {
        var desired = Objects.manifest("""
                {apiVersion: v1, kind: PersistentVolume, metadata: {name: a},
                 spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a}, claimRef: {namespace: n, name: c}}}""");
        var live = Objects.manifest("""
                {apiVersion: v1, kind: PersistentVolume, metadata: {name: a},
                 spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a, type: ""},
                   persistentVolumeReclaimPolicy: Retain, volumeMode: Filesystem,
                   claimRef: {namespace: n, name: c, kind: PersistentVolumeClaim, apiVersion: v1, uid: u, resourceVersion: "1"}}}""");

        assertThat(paths(desired, live)).isEmpty();
    }

    @Test
    void leavesOutWhatTheServerDropsFromTheSchemasOfADefinition() {
        var schema = "{type: object, properties: {spec: {type: object, properties: {list: %s, map: %s}}}}";
        var desired = definition(schema.formatted(
                "{type: array, items: {type: object, x-doc: main, properties: {x-doc: {type: string, x-doc: a}}}}",
                "{type: object, additionalProperties: {type: string, x-doc: b}}"));
        var live = definition(schema.formatted(
                "{type: array, items: {type: object, properties: {x-doc: {type: string}}}}",
                "{type: object, additionalProperties: {type: string}}"));

        assertThat(paths(desired, live)).isEmpty();
        assertThat(paths(definition("{type: object, x-doc: refused}"), definition("{type: object}")))
                .isNotEmpty();
    }

    private static KubernetesObject definition(String schema) {
        return Objects.manifest("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: gadgets.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList}
                  conversion: {strategy: None}
                  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: %s}}]
                """.formatted(schema));
    }

    @Test
    void takesNothingInAListForTheZeroOfItsType() {
        assertThat(paths(
                        pod("containers: [{name: a, args: [x, null]}]"), pod("containers: [{name: a, args: [x, '']}]")))
                .isEmpty();
    }

    @Test
    void foldsTheTextsOfASecret() {
        var desired = Objects.manifest("""
                {apiVersion: v1, kind: Secret, metadata: {name: a}, data: {k: eA==}, stringData: {k: hunter2, "n": x}}""");
        var live = Objects.manifest("""
                {apiVersion: v1, kind: Secret, metadata: {name: a}, type: Opaque, data: {k: aHVudGVyMg==, "n": eQ==}}""");

        assertThat(paths(desired, live)).containsExactly("data.n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{hostNetwork: false}                | {}",
                "{containers: []}                    | {}",
                "{hostname: ''}                      | {}",
                "{securityContext: {}}               | {}",
                "{securityContext: {sysctls: []}}    | {}",
                "{nodeName: null}                    | {nodeName: x}",
                "{nodeName: ''}                      | {nodeName: x}",
                "{dnsPolicy: ''}                     | {dnsPolicy: ClusterFirst}",
                "{overhead: {cpu: 1}}                | {overhead: {cpu: 1000m}}",
                "{volumes: [{name: a, emptyDir: {sizeLimit: 1024Mi}}]} | {volumes: [{name: a, emptyDir: {sizeLimit: 1Gi}}]}",
                "{}                                  | {schedulerName: x, containers: [{name: a}]}",
                "{priority: 5}                       | {priority: 5.0}",
                "{tolerations: [{key: a}]}           | {tolerations: [{key: a}, {key: node.kubernetes.io/not-ready, effect: NoExecute}]}",
            })
    void findsNothingWhereTheMeaningIsTheSame(String desired, String live) {
        assertThat(paths(pod(desired), pod(live))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{hostNetwork: false} | {hostNetwork: true} | spec.hostNetwork",
                "{priority: 0}        | {priority: 1}       | spec.priority",
                "{dnsPolicy: ''}      | {dnsPolicy: None}   | spec.dnsPolicy",
                "{nodeName: a}        | {}                  | spec.nodeName",
                "{nodeSelector: {a: ''}} | {}               | spec.nodeSelector",
                "{automountServiceAccountToken: false} | {} | spec.automountServiceAccountToken",
                "{priority: 5}        | {priority: '5'}     | spec.priority",
                "{overhead: {cpu: 1}} | {overhead: {cpu: 1001m}} | spec.overhead.cpu",
                "{a: {b: 1}}          | {a: 1}              | spec.a",
            })
    void findsWhatMeansSomethingElse(String desired, String live, String path) {
        assertThat(paths(pod(desired), pod(live))).containsExactly(path);
    }

    @Test
    void leavesToTheServerWhatIsTheServers() {
        var desired = Objects.manifest("""
                apiVersion: v1
                kind: Pod
                metadata:
                  {name: a, namespace: x, uid: u, resourceVersion: "1", generation: 1, creationTimestamp: null, selfLink: s,
                   annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}}
                status: {phase: Running}
                """);

        assertThat(paths(desired, Objects.object("v1", "Pod", "", "a"))).isEmpty();
    }

    @Test
    void ignoresTheVersionOfTheApi() {
        assertThat(paths(
                        Objects.object("apps/v1beta1", "Deployment", "x", "a"),
                        Objects.object("apps/v1", "Deployment", "x", "a")))
                .isEmpty();
    }

    @Test
    void refusesToCompareDifferentObjects() {
        assertThatThrownBy(() -> paths(Objects.object("v1", "Pod", "x", "a"), Objects.object("v1", "Pod", "x", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/Pod/x/b");
    }

    @Test
    void takesKeysOfUsersForNothingButKeys() {
        var desired = Objects.manifest("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {nodeName: "", protocol: "", divisor: "1"}}""");
        var live = Objects.manifest("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {nodeName: x, protocol: TCP, divisor: "1.0"}}""");

        assertThat(paths(desired, live)).containsExactly("data.nodeName", "data.protocol", "data.divisor");
    }

    @Test
    void namesTheManagerWhoCameLastBeforeUs() {
        var live = withManagedFields(
                Objects.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: theirs}}"), """
                [{"manager": "headwater", "operation": "Apply", "fieldsType": "FieldsV1", "time": "2026-01-03T00:00:00Z", "fieldsV1": {"f:data": {"f:k": {}}}},
                 {"manager": "early", "operation": "Update", "fieldsType": "FieldsV1", "time": "2026-01-01T00:00:00Z", "fieldsV1": {"f:data": {"f:k": {}}}},
                 {"manager": "late", "operation": "Update", "fieldsType": "FieldsV1", "time": "2026-01-02T00:00:00Z", "fieldsV1": {"f:data": {"f:k": {}}}}]""");
        var desired = Objects.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: ours}}");

        assertThat(LiveComparison.STANDARD.compare(desired, live))
                .containsExactly(new FieldDifference(
                        "data.k",
                        TextNode.valueOf("ours"),
                        TextNode.valueOf("theirs"),
                        new FieldOwner("late", "Update", "", Instant.parse("2026-01-02T00:00:00Z")),
                        DriftCause.NOT_APPLIED));
    }

    @Test
    void removesOnlyWhatItsOwnAppliesOwn() {
        var live = withManagedFields(
                Objects.manifest(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {o: '1', u: '2', t: '3', s: '4'}}"),
                """
                [{"manager": "headwater", "operation": "Apply", "fieldsType": "FieldsV1", "fieldsV1": {"f:data": {"f:o": {}, "f:s": {}}}},
                 {"manager": "headwater", "operation": "Update", "fieldsType": "FieldsV1", "fieldsV1": {"f:data": {"f:u": {}}}},
                 {"manager": "other", "operation": "Apply", "fieldsType": "FieldsV1", "fieldsV1": {"f:data": {"f:t": {}, "f:s": {}}}}]""");

        assertThat(paths(Objects.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"), live))
                .containsExactly("data.o");
    }

    @Test
    void survivesManagedFieldsThatNobodyUnderstands() {
        var object = Objects.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: v}}");
        var live = withManagedFields(object, """
                [1, {"manager": 1}, {"fieldsV1": {"f:data": {"k:nonsense": {}, "v:[": {}, "x": {}}}, "time": "yesterday"}]""");

        assertThat(paths(object, live)).isEmpty();
    }

    @Property
    void findsNothingInEqualObjects(@ForAll("objects") ObjectNode spec) {
        assertThat(paths(custom(spec), custom(Trees.reversed(spec)))).isEmpty();
    }

    @Property
    void findsAFieldThatIsMissing(@ForAll("objects") ObjectNode spec) {
        Assume.that(!spec.isEmpty());
        var name = spec.fieldNames().next();
        Assume.that(spec.path(name).isArray() || spec.path(name).isTextual());
        var live = spec.deepCopy();
        live.remove(name);

        var path = FieldPath.ROOT
                .to(PathElement.field("spec"))
                .to(PathElement.field(name))
                .toString();
        assertThat(paths(custom(spec), custom(live))).isNotEmpty().allSatisfy(found -> assertThat(found)
                .startsWith(path));
    }

    @Property
    void toleratesAFieldThatOthersAdded(@ForAll("objects") ObjectNode spec) {
        Assume.that(!spec.isEmpty());
        var desired = spec.deepCopy();
        desired.remove(spec.fieldNames().next());

        assertThat(paths(custom(desired), custom(spec))).isEmpty();
    }

    @Provide
    static Arbitrary<ObjectNode> objects() {
        return Trees.objects();
    }

    private static KubernetesObject custom(JsonNode spec) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "example.com/v1").put("kind", "Widget");
        tree.putObject("metadata").put("name", "a");
        tree.set("spec", spec);
        return new KubernetesObject(tree);
    }

    private static KubernetesObject pod(String spec) {
        return Objects.manifest("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n" + spec.indent(2));
    }

    static KubernetesObject withManagedFields(KubernetesObject object, String json) {
        var tree = object.copyTree();
        tree.withObject("/metadata").set("managedFields", Objects.json(json));
        return object.withTree(tree);
    }

    private static List<String> paths(KubernetesObject desired, KubernetesObject live) {
        return LiveComparison.STANDARD.compare(desired, live).stream()
                .map(FieldDifference::path)
                .toList();
    }
}
