package io.headwater.applier.core;

import static io.headwater.applier.core.Manifests.SHOP;
import static io.headwater.applier.core.Manifests.TRACKING;
import static io.headwater.applier.core.Manifests.annotated;
import static io.headwater.applier.core.Manifests.configMap;
import static io.headwater.applier.core.Manifests.custom;
import static io.headwater.applier.core.Manifests.definition;
import static io.headwater.applier.core.Manifests.deployment;
import static io.headwater.applier.core.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headwater.applier.core.DesiredState.RenderedSet;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.ResourceFilter;
import io.headwater.kubernetes.tracking.TrackingId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

    private static final Map<String, String> CONFIG_MAPS_VALUE =
            Map.of("resource.customizations.ignoreDifferences.ConfigMap", "jsonPointers: [/data/value]");
    private static final GroupKind GADGET = new GroupKind("example.com", "Gadget");

    private final List<LiveCopy> live = new ArrayList<>();
    private final Set<GroupKind> absent = new java.util.HashSet<>();
    private final ClusterFacts cluster = new ClusterFacts();
    private IgnoreRules left = IgnoreRules.NONE;
    private ResourceFilter filter = InstallationSettings.NONE.filter();
    private ApplicationSpec spec = Rig.spec();
    private Request request = Rig.automated("op", "A");

    PlannerTest() {
        cluster.discovered(Rig.kinds(), Set.of());
        Rig.kinds().keySet().forEach(kind -> cluster.completed(kind, true));
    }

    @Test
    void prunesTrackedObjectsThatGitDoesNotHave() {
        isLive(configMap("old", 0));

        assertThat(prunes(ready(configMap("new", 0)))).containsExactly(Map.entry("old", ""));
    }

    @Test
    void leavesObjectsOfOthersAlone() {
        isLive(TRACKING.stamp(new ApplicationKey("argocd", "other"), configMap("theirs", 0), "shop"));
        live.add(Rig.live(untracked(configMap("nobodys", 0)), key("ConfigMap", "nobodys"), "1"));
        isLive(annotated(configMap("copy", 0), TrackingId.ANNOTATION, "shop:/ConfigMap:shop/original"));

        assertThat(prunes(ready(configMap("new", 0)))).isEmpty();
    }

    @Test
    void writesWhatIsLeftToTheClusterInPartAndNothingElseThatIsAsItShouldBe() {
        left = IgnoreRules.of(IgnoreRuleReader.ofConfigMap(CONFIG_MAPS_VALUE, Customization.IGNORE_DIFFERENCES)
                .value());
        isLive(configMap("web", 0));
        isLive(deployment("web", 0));

        assertThat(ready(configMap("web", 0), deployment("web", 0)).tasks())
                .extracting(
                        task -> task.key().kind(),
                        task -> ((Task.Apply) task).left().isEmpty(),
                        task -> ((Task.Apply) task).state() instanceof Task.Apply.State.Same)
                .containsExactlyInAnyOrder(tuple("ConfigMap", false, false), tuple("Deployment", true, true));
    }

    @Test
    void neitherAppliesNorPrunesWhatIsExcluded() {
        filter = ResourceFilter.read(Map.of("resource.exclusions", "[{kinds: [ConfigMap]}]"))
                .value();
        isLive(configMap("old", 0));

        assertThat(ready(configMap("new", 0), deployment("web", 0)).tasks())
                .extracting(Task::key)
                .containsExactly(key("Deployment", "web"));
    }

    @Test
    void keepsWhatMayNotBePruned() {
        isLive(annotated(configMap("kept", 0), "argocd.argoproj.io/sync-options", "Prune=false"));

        assertThat(prunes(ready(configMap("new", 0)))).containsExactly(Map.entry("kept", "ignored (no prune)"));
    }

    @Test
    void saysWhichVersionOfAnObjectForbadeItsPruning() {
        isLive(annotated(configMap("kept", 0), "argocd.argoproj.io/sync-options", "Prune=confirm"));

        assertThat(prunedAt(ready(configMap("new", 0)))).containsExactly(Map.entry("kept", "1"));
    }

    @Test
    void namesNoVersionOfAnObjectWhenSomethingElseIsAgainstPruningIt() {
        cluster.completed(new GroupKind("", "ConfigMap"), false);
        isLive(configMap("old", 0));

        assertThat(prunedAt(ready(configMap("new", 0)))).containsExactly(Map.entry("old", ""));
    }

    @Test
    void keepsEverythingWhenPruningWasNotAskedFor() {
        request = Rig.request("op", Request.Origin.AUTOMATED, Optional.of("A"), false, List.of());
        isLive(configMap("old", 0));

        assertThat(prunes(ready(configMap("new", 0)))).containsExactly(Map.entry("old", "ignored (requires pruning)"));
    }

    @Test
    void keepsWhatIsOfAKindThatIsNotKnownCompletely() {
        cluster.completed(new GroupKind("", "ConfigMap"), false);
        isLive(configMap("old", 0));

        assertThat(prunes(ready(configMap("new", 0)))).singleElement().satisfies(prune -> assertThat(prune.getValue())
                .startsWith("ignored (the cluster does not say"));
    }

    @Test
    void keepsWhatIsOfAGroupWhoseServerIsDown() {
        cluster.discovered(Rig.kinds(), Set.of("apps"));
        isLive(deployment("old", 0));

        assertThat(prunes(ready(configMap("new", 0)))).singleElement().satisfies(prune -> assertThat(prune.getValue())
                .startsWith("ignored (the cluster does not say"));
    }

    @Test
    void prunesNothingForAnEmptySetUnlessThatIsAllowed() {
        isLive(configMap("old", 0));

        assertThat(prunes(ready())).singleElement().satisfies(prune -> assertThat(prune.getValue())
                .startsWith("ignored (Git holds no object"));
        spec = new ApplicationSpec("spec-1", Rig.CLUSTER, "shop", List.of(), IgnoreRules.NONE, true, false, List.of());
        assertThat(prunes(ready())).containsExactly(Map.entry("old", ""));
    }

    @Test
    void prunesForAnEmptySetWhenAPersonAsks() {
        request = Rig.manual("op");
        isLive(configMap("old", 0));

        assertThat(prunes(ready())).containsExactly(Map.entry("old", ""));
    }

    @Test
    void prunesInTheOppositeOrderOfCreation() {
        isLive(configMap("first", 0));
        isLive(configMap("second", 1));

        assertThat(ready().waves())
                .extracting(wave -> wave.tasks().getFirst().key().name())
                .containsExactly("second", "first");
    }

    @Test
    void prunesNeitherHooksNorWhatIsToBeSkipped() {
        isLive(annotated(configMap("hook", 0), "argocd.argoproj.io/hook", "PreSync"));
        isLive(annotated(configMap("skipped", 0), "argocd.argoproj.io/hook", "Skip"));

        assertThat(prunes(ready(configMap("new", 0)))).isEmpty();
    }

    @Test
    void asksForKindsThatNobodyHasHeardOf() {
        assertThat(plan(custom("example.com", "Gadget", "g"))).isEqualTo(new Planned.Unresolved(Set.of(GADGET)));
    }

    @Test
    void refusesKindsThatTheClusterDoesNotServe() {
        absent.add(GADGET);

        assertThat(plan(configMap("a", 0), custom("example.com", "Gadget", "g")))
                .isInstanceOfSatisfying(Planned.Invalid.class, invalid -> assertThat(invalid.problems())
                        .singleElement()
                        .satisfies(problem ->
                                assertThat(problem.message()).contains("Gadget").contains("example.com/v1")));
    }

    @Test
    void knowsKindsThatTheSetDefinesItself() {
        absent.add(GADGET);

        var plan = ready(custom("example.com", "Gadget", "g"), definition("example.com", "Gadget"));

        assertThat(plan.tasks())
                .extracting(task -> task.key().kind())
                .containsExactly("CustomResourceDefinition", "Gadget");
        assertThat(plan.tasks().getLast().key().namespace()).isEqualTo("shop");
    }

    @Test
    void takesTheNamespaceOffObjectsOfClusterScopedKinds() {
        var plan = ready(Manifests.in("shop", Manifests.namespace("made")));

        assertThat(((Task.Apply) plan.tasks().getFirst()).object().namespace()).isEmpty();
        assertThat(plan.tasks().getFirst().key().namespace()).isEmpty();
    }

    @Test
    void saysWhoseAnObjectWas() {
        live.add(Rig.live(
                TRACKING.stamp(new ApplicationKey("argocd", "other"), configMap("shared", 0), "shop"),
                key("ConfigMap", "shared"),
                "1"));

        var task = (Task.Apply) ready(configMap("shared", 0)).tasks().getFirst();

        assertThat(task.state()).isEqualTo(new Task.Apply.State.Differs("was tracked by the Application argocd/other"));
    }

    @Test
    void refusesASharedObjectWhenAskedTo() {
        spec = Rig.spec("FailOnSharedResource=true");
        live.add(Rig.live(
                TRACKING.stamp(new ApplicationKey("argocd", "other"), configMap("shared", 0), "shop"),
                key("ConfigMap", "shared"),
                "1"));

        assertThat(plan(configMap("shared", 0))).isInstanceOf(Planned.Invalid.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTOMATED", "MANUAL"})
    void touchesOnlyWhatIsSelected(Request.Origin origin) {
        request = Rig.request("op", origin, Optional.of("A"), true, List.of(key("ConfigMap", "b")));
        isLive(configMap("old", 0));

        assertThat(ready(configMap("a", 0), configMap("b", 0)).tasks())
                .extracting(Task::key)
                .containsExactly(key("ConfigMap", "b"));
    }

    private void isLive(KubernetesObject object) {
        live.add(Rig.live(object, object.keyIn(true, "shop"), "1"));
    }

    private static KubernetesObject untracked(KubernetesObject object) {
        var tree = object.copyTree();
        tree.withObject("metadata").remove("annotations");
        return object.withTree(tree);
    }

    private static List<Map.Entry<String, String>> prunes(SyncPlan plan) {
        return plan.tasks().stream()
                .filter(Task.Prune.class::isInstance)
                .map(Task.Prune.class::cast)
                .map(prune -> Map.entry(prune.key().name(), prune.kept()))
                .toList();
    }

    private static List<Map.Entry<String, String>> prunedAt(SyncPlan plan) {
        return plan.tasks().stream()
                .filter(Task.Prune.class::isInstance)
                .map(Task.Prune.class::cast)
                .map(prune -> Map.entry(prune.key().name(), prune.judgedAt()))
                .toList();
    }

    private SyncPlan ready(KubernetesObject... objects) {
        return ((Planned.Ready) plan(objects)).plan();
    }

    private Planned plan(KubernetesObject... objects) {
        var set = new RenderedSet(
                "A",
                "spec-1",
                List.of(),
                Arrays.stream(objects).map(Rig::digest).toList());
        return Planner.plan(new Planner.Sources(
                SHOP,
                spec,
                request,
                set,
                List.of(objects),
                live,
                Map.of(),
                _ -> false,
                cluster,
                absent,
                TRACKING,
                Rig::isSame,
                left,
                filter));
    }
}
