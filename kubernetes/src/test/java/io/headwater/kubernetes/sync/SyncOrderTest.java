package io.headwater.kubernetes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import io.headwater.kubernetes.sync.SyncTask.Apply;
import io.headwater.kubernetes.sync.SyncTask.Prune;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncOrderTest {

    @Test
    void ordersByPhaseWaveKindAndName() {
        assertThat(plan(
                        object("Deployment", "web"),
                        object("Widget", "custom"),
                        object("Service", "web"),
                        object("ConfigMap", "b"),
                        object("ConfigMap", "a"),
                        wave(object("Ingress", "web"), 1),
                        wave(object("Deployment", "early"), -1),
                        hook(object("Job", "migrate"), "PreSync"),
                        hook(object("Job", "smoke"), "PostSync"),
                        hook(object("Job", "alarm"), "SyncFail")))
                .containsExactly(
                        "PreSync 0: *Job/migrate",
                        "Sync -1: Deployment/early",
                        "Sync 0: ConfigMap/a ConfigMap/b Service/web Deployment/web Widget/custom",
                        "Sync 1: Ingress/web",
                        "PostSync 0: *Job/smoke",
                        "SyncFail 0: *Job/alarm");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ordersTheSameWhateverTheInput(long seed) {
        var objects = new ArrayList<KubernetesObject>();
        for (var kind : List.of("Namespace", "ConfigMap", "Deployment", "Widget")) {
            for (var namespace : List.of("a", "b", "c")) {
                objects.add(wave(Objects.object("v1", kind, kind.equals("Namespace") ? "" : namespace, namespace), 1));
            }
        }
        var expected = described(SyncOrder.plan(objects, List.of(), "", false));
        Collections.shuffle(objects, new Random(seed));

        assertThat(described(SyncOrder.plan(objects, List.of(), "", false))).isEqualTo(expected);
    }

    @Test
    void runsAHookInEveryPhaseItNames() {
        assertThat(plan(hook(object("Job", "check"), "PreSync,PostSync")))
                .containsExactly("PreSync 0: *Job/check", "PostSync 0: *Job/check");
    }

    @Test
    void leavesOutHooksOfNoPhaseAndWhatIsSkipped() {
        assertThat(plan(
                        hook(object("Job", "test"), "nonsense"),
                        hook(object("Job", "skipped"), "Skip"),
                        hook(object("Job", "bye"), "PreDelete")))
                .isEmpty();
    }

    @Test
    void liftsANamespaceToItsFirstUser() {
        var hook = hook(Objects.object("batch/v1", "Job", "team", "migrate"), "PreSync");
        var namespace = wave(Objects.object("v1", "Namespace", "", "team"), 3);
        var late = wave(Objects.object("v1", "Namespace", "", "unused"), 3);

        assertThat(plan(hook, namespace, late, wave(object("ConfigMap", "a"), 1)))
                .containsExactly(
                        "PreSync 0: Namespace/team *Job/migrate", "Sync 1: ConfigMap/a", "Sync 3: Namespace/unused");
    }

    @Test
    void liftsTheDestinationNamespaceToWhatNamesNone() {
        var namespace = wave(Objects.object("v1", "Namespace", "", "home"), 2);
        var role = Objects.object("rbac.authorization.k8s.io/v1", "ClusterRole", "", "view");

        assertThat(described(SyncOrder.plan(List.of(namespace, role), List.of(), "home", false)))
                .containsExactly("Sync 0: Namespace/home ClusterRole/view");
        assertThat(described(SyncOrder.plan(List.of(namespace, role), List.of(), "", false)))
                .containsExactly("Sync 0: ClusterRole/view", "Sync 2: Namespace/home");
    }

    @Test
    void liftsADefinitionToItsFirstCustomResource() {
        var definition = Objects.manifest("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.example.com, annotations: {argocd.argoproj.io/sync-wave: "5"}}
                spec: {group: example.com, names: {kind: Widget}}
                """);
        var widget = wave(Objects.object("example.com/v1", "Widget", "a", "first"), -2);
        var foreign = wave(Objects.object("example.org/v1", "Widget", "a", "other"), -3);

        assertThat(plan(definition, widget, foreign))
                .containsExactly(
                        "Sync -3: Widget/other", "Sync -2: CustomResourceDefinition/widgets.example.com Widget/first");
    }

    @Test
    void leavesWhatStandsBeforeItsUsersWhereItIs() {
        var namespace = wave(Objects.object("v1", "Namespace", "", "team"), -1);

        assertThat(plan(namespace, Objects.object("v1", "ConfigMap", "team", "a")))
                .containsExactly("Sync -1: Namespace/team", "Sync 0: ConfigMap/a");
    }

    @Test
    void prunesInTheOppositeOrderOfCreation() {
        var prunes = List.of(
                wave(object("ConfigMap", "first"), -1),
                wave(object("ConfigMap", "second"), 0),
                wave(object("ConfigMap", "middle"), 2),
                wave(object("ConfigMap", "fourth"), 4),
                wave(object("ConfigMap", "last"), 7));

        assertThat(described(SyncOrder.plan(List.of(), prunes, "", false)))
                .containsExactly(
                        "Sync -1: -ConfigMap/last",
                        "Sync 0: -ConfigMap/fourth",
                        "Sync 2: -ConfigMap/middle",
                        "Sync 4: -ConfigMap/second",
                        "Sync 7: -ConfigMap/first");
    }

    @Test
    void prunesLastBehindEveryWaveOfTheSyncPhase() {
        var desired = List.of(wave(object("Deployment", "web"), 3), hook(wave(object("Job", "after"), 9), "PostSync"));
        var last = Objects.annotated(object("ConfigMap", "last"), SyncOptions.ANNOTATION, "PruneLast=true");

        assertThat(described(SyncOrder.plan(desired, List.of(last, object("ConfigMap", "soon")), "", false)))
                .containsExactly(
                        "Sync 0: -ConfigMap/soon",
                        "Sync 3: Deployment/web",
                        "Sync 4: -ConfigMap/last",
                        "PostSync 9: *Job/after");
        assertThat(described(SyncOrder.plan(List.of(), List.of(wave(object("ConfigMap", "a"), -5)), "", true)))
                .containsExactly("Sync 1: -ConfigMap/a");
    }

    @Test
    void runsKindsOfAWaveOneAfterAnother() {
        var waves = SyncOrder.plan(
                List.of(
                        object("Secret", "a"),
                        object("ConfigMap", "b"),
                        object("ConfigMap", "c"),
                        object("Zebra", "z")),
                List.of(object("ConfigMap", "gone")),
                "",
                false);

        assertThat(waves).hasSize(1);
        assertThat(waves.getFirst().prunes()).extracting(KubernetesObject::name).containsExactly("gone");
        assertThat(waves.getFirst().runs())
                .extracting(
                        run -> run.stream().map(apply -> apply.object().name()).toList())
                .containsExactly(List.of("a"), List.of("b", "c"), List.of("z"));
        assertThat(waves.getFirst()).hasToString("Sync wave 0");
    }

    @ParameterizedTest
    @CsvSource({
        "5, , 5",
        "-3, , -3",
        "+2, , 2",
        "1.5, 7, 7",
        "' 1', 7, 7",
        ", -4, -4",
        "3, 7, 3",
        "nonsense, nonsense, 0",
        "99999999999, , 2147483647",
    })
    void readsTheWaveAndElseHelmsWeight(String wave, String weight, int expected) {
        var object = object("Pod", "a");
        if (wave != null) {
            object = Objects.annotated(object, SyncWave.ANNOTATION, wave);
        }
        if (weight != null) {
            object = Objects.annotated(object, "helm.sh/hook-weight", weight);
        }

        assertThat(SyncWave.of(object)).isEqualTo(expected);
    }

    @Test
    void putsKindsInHelmsOrderAndTheRestLast() {
        assertThat(List.of(
                        "Namespace",
                        "Secret",
                        "CustomResourceDefinition",
                        "Service",
                        "Deployment",
                        "IngressClass",
                        "APIService",
                        "Widget"))
                .isSortedAccordingTo((left, right) -> Integer.compare(KindOrder.of(left), KindOrder.of(right)));
        assertThat(KindOrder.of("Namespace")).isEqualTo(-35);
        assertThat(KindOrder.of("APIService")).isEqualTo(-1);
        assertThat(KindOrder.of("ValidatingWebhookConfiguration")).isZero();
    }

    private static KubernetesObject object(String kind, String name) {
        return Objects.object("v1", kind, "a", name);
    }

    private static KubernetesObject wave(KubernetesObject object, int wave) {
        return Objects.annotated(object, SyncWave.ANNOTATION, Integer.toString(wave));
    }

    private static KubernetesObject hook(KubernetesObject object, String types) {
        return Objects.annotated(object, "argocd.argoproj.io/hook", types);
    }

    private static List<String> plan(KubernetesObject... desired) {
        return described(SyncOrder.plan(List.of(desired), List.of(), "", false));
    }

    private static List<String> described(List<Wave> waves) {
        return waves.stream()
                .map(wave -> wave.phase() + " " + wave.number() + ": "
                        + wave.tasks().stream().map(SyncOrderTest::described).collect(Collectors.joining(" ")))
                .toList();
    }

    private static String described(SyncTask task) {
        var mark =
                switch (task) {
                    case Apply apply -> apply.isHook() ? "*" : "";
                    case Prune _ -> "-";
                };
        return mark + task.object().kind() + "/" + task.object().name();
    }
}
