package io.headwater.applier.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.applier.core.DryRun;
import io.headwater.applier.core.Effect;
import io.headwater.applier.core.Precondition;
import io.headwater.applier.core.Question;
import io.headwater.applier.core.Task;
import io.headwater.applier.core.Trial;
import io.headwater.applier.core.WavePoint;
import io.headwater.applier.core.WriteResult;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.DeleteOptions;
import io.headwater.kubernetes.client.DeleteOptions.Propagation;
import io.headwater.kubernetes.client.ResourcePath;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.sync.SyncOptions;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.runtime.sealing.SealedObjects;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What writes rely on, on a real API server. */
@WithControlPlane
class ClusterWritesIT {

    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");
    private static final Tracking TRACKING = new Tracking("argocd", "");
    private static final WriteOptions OTHERS = WriteOptions.as("someone-else");
    private static final ResourceType CONFIG_MAPS = new ResourceType("", "v1", "configmaps", "ConfigMap", true);

    private final ControlPlane plane;
    private final String namespace;
    private final ClusterConnection connection;
    private final ClusterWrites writes;

    ClusterWritesIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.plane = plane;
        this.namespace = namespace;
        this.connection = ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null);
        this.writes = new ClusterWrites(
                connection.guardedBy(() -> {}),
                new ClusterWrites.Terms(
                        "headwater", Duration.ofSeconds(5), new SealedObjects(Sealer.ephemeral()), TRACKING));
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void createsWhatIsNotThereAndIsOnlyRefusedWhereItIs() {
        var mark = plane.auditLog().mark();

        assertThat(apply("one", new Precondition.Absent())).isInstanceOf(WriteResult.Applied.class);
        assertThat(apply("two", new Precondition.Absent())).isInstanceOf(WriteResult.Applied.class);

        assertThat(plane.auditLog().entriesSince(mark, this::isOurs))
                .extracting(AuditEntry::verb, AuditEntry::code)
                .containsExactly(tuple("patch", 201), tuple("patch", 409), tuple("get", 200), tuple("patch", 200));
        assertThat(value()).isEqualTo("two");
    }

    @Test
    void appliesToTheVersionThatItKnowsInOneRequest() {
        apply("one", new Precondition.Absent());
        var known = connection.get(path());
        var mark = plane.auditLog().mark();

        apply("two", new Precondition.Unchanged(known.uid(), known.resourceVersion()));

        assertThat(value()).isEqualTo("two");
        assertThat(plane.auditLog().entriesSince(mark, entry -> isOurs(entry) && entry.isWrite()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.request().orElseThrow().at("/metadata/resourceVersion"))
                        .hasToString("\"" + known.resourceVersion() + "\""));
    }

    @Test
    void readsAgainWhatHasChangedSinceItWasKnown() {
        apply("one", new Precondition.Absent());
        var known = connection.get(path());
        connection.mergePatch(path(), labelled("by", "hand"), OTHERS);

        apply("two", new Precondition.Unchanged(known.uid(), known.resourceVersion()));

        assertThat(value()).isEqualTo("two");
        assertThat(connection.get(path()).labels()).containsEntry("by", "hand");
    }

    @Test
    void createsAnewWhatIsGone() {
        apply("one", new Precondition.Absent());
        var known = connection.get(path());
        connection.delete(path(), DeleteOptions.exactly(known, Propagation.BACKGROUND));

        assertThat(apply("two", new Precondition.Unchanged(known.uid(), known.resourceVersion())))
                .isInstanceOf(WriteResult.Applied.class);

        assertThat(connection.get(path()).uid()).isNotEqualTo(known.uid());
    }

    @Test
    void leavesWhatAnotherApplicationHasTakenMeanwhile() {
        connection.apply(
                path(), stamped(new ApplicationKey("argocd", "other"), "theirs").copyTree(), OTHERS);

        var result = writes.write(
                SHOP,
                new Effect.Write(
                        "op",
                        "",
                        task("ours"),
                        new Precondition.Absent(),
                        SyncOptions.parse(List.of("FailOnSharedResource=true"))));

        assertThat(result).isInstanceOfSatisfying(WriteResult.Refused.class, refused -> assertThat(refused.message())
                .contains("argocd/other"));
        assertThat(value()).isEqualTo("theirs");
    }

    @Test
    void createsWholeWhatIsLeftToTheClusterInPartAndLeavesItFromThenOn() {
        var rule = "[{\"kind\": \"ConfigMap\", \"jsonPointers\": [\"/data/value\"]}]";
        assertThat(applyLeaving(rule, "one", new Precondition.Absent())).isInstanceOf(WriteResult.Applied.class);
        assertThat(value()).isEqualTo("one");
        connection.mergePatch(path(), data("value", "by hand"), OTHERS);
        connection.mergePatch(path(), data("more", "by hand"), OTHERS);

        assertThat(writes.tryOut(task("two", left(rule)))).isInstanceOf(WriteResult.Applied.class);
        assertThat(applyLeaving(rule, "two", new Precondition.Absent())).isInstanceOf(WriteResult.Applied.class);

        assertThat(value()).isEqualTo("by hand");
        assertThat(connection.get(path()).tree().at("/data/more").asText()).isEqualTo("by hand");
        apply("two", new Precondition.Unread());
        assertThat(value()).isEqualTo("two");
    }

    @Test
    void leavesWhatAManagerOrAProgramNames() {
        apply("one", new Precondition.Absent());
        connection.mergePatch(path(), data("value", "by hand"), OTHERS);

        applyLeaving(
                "[{\"kind\": \"ConfigMap\", \"managedFieldsManagers\": [\"someone-else\"]}]",
                "two",
                new Precondition.Unread());
        assertThat(value()).isEqualTo("by hand");

        applyLeaving(
                "[{\"kind\": \"ConfigMap\", \"jqPathExpressions\": [\".data.value\"]}]",
                "three",
                new Precondition.Unread());
        assertThat(value()).isEqualTo("by hand");
    }

    @Test
    void saysWhatApplyingWouldGiveAndWritesNothing() {
        apply("one", new Precondition.Absent());
        var known = connection.get(path());

        var answer = writes.predict(dryRun("two", known));

        assertThat(answer).hasValueSatisfying(said -> assertThat(said)
                .isInstanceOfSatisfying(Trial.Answer.Made.class, made -> assertThat(
                                made.object().tree().at("/data/value").asText())
                        .isEqualTo("two")));
        assertThat(connection.get(path()).resourceVersion()).isEqualTo(known.resourceVersion());
    }

    @Test
    void saysNothingOfAnObjectThatIsAnotherByNow() {
        apply("one", new Precondition.Absent());
        var known = connection.get(path());
        connection.mergePatch(path(), labelled("by", "hand"), OTHERS);

        assertThat(writes.predict(dryRun("two", known))).isEmpty();
    }

    @Test
    void saysWhatIsRefused() {
        apply("one", new Precondition.Absent());
        var known = connection.get(path());
        var wrong = stamped(SHOP, "two").copyTree();
        wrong.withObject("data").put("not a key", "value");

        assertThat(writes.predict(dryRun(new KubernetesObject(wrong), known)))
                .hasValueSatisfying(said -> assertThat(said)
                        .isInstanceOfSatisfying(Trial.Answer.Refused.class, refused -> assertThat(refused.message())
                                .contains("not a key")));
    }

    private DryRun dryRun(String value, KubernetesObject known) {
        return dryRun(stamped(SHOP, value), known);
    }

    private DryRun dryRun(KubernetesObject wanted, KubernetesObject known) {
        return new DryRun(
                new Question(
                        wanted.key(),
                        new Trial.Pair("desired", "live"),
                        new Precondition.Unchanged(known.uid(), known.resourceVersion())),
                "",
                task(wanted, IgnoredFields.NONE));
    }

    private WriteResult apply(String value, Precondition precondition) {
        return apply(task(value), precondition);
    }

    private WriteResult applyLeaving(String ignoreDifferences, String value, Precondition precondition) {
        return apply(task(value, left(ignoreDifferences)), precondition);
    }

    private WriteResult apply(Task.Apply task, Precondition precondition) {
        return writes.write(SHOP, new Effect.Write("op", "", task, precondition, SyncOptions.parse(List.of())));
    }

    private IgnoredFields left(String ignoreDifferences) {
        var rules = CanonicalJson.readObject(("{\"rules\": " + ignoreDifferences + "}").getBytes(UTF_8), 10_000)
                .get("rules");
        return IgnoreRules.of(IgnoreRuleReader.ofApplication(rules).value()).forObject(stamped(SHOP, ""));
    }

    private Task.Apply task(String value) {
        return task(value, IgnoredFields.NONE);
    }

    private Task.Apply task(String value, IgnoredFields left) {
        return task(stamped(SHOP, value), left);
    }

    private static Task.Apply task(KubernetesObject object, IgnoredFields left) {
        return new Task.Apply(
                object.key(),
                WavePoint.NONE,
                new KindFacts("configmaps", true, true),
                object,
                true,
                left,
                new Task.Apply.State.Differs(""));
    }

    private KubernetesObject stamped(ApplicationKey owner, String value) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "v1").put("kind", "ConfigMap");
        tree.putObject("metadata").put("name", "web").put("namespace", namespace);
        tree.putObject("data").put("value", value);
        return TRACKING.stamp(owner, new KubernetesObject(tree), namespace);
    }

    private static ObjectNode labelled(String name, String value) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.putObject("metadata").putObject("labels").put(name, value);
        return tree;
    }

    private static ObjectNode data(String name, String value) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.putObject("data").put(name, value);
        return tree;
    }

    private String value() {
        return connection.get(path()).tree().at("/data/value").asText();
    }

    private ResourcePath path() {
        return CONFIG_MAPS.object(namespace, "web");
    }

    private boolean isOurs(AuditEntry entry) {
        return entry.namespace().equals(namespace)
                && entry.name().equals("web")
                && entry.stage().equals("ResponseComplete");
    }
}
