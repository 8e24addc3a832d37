package io.headwater.applier.core;

import static io.headwater.applier.core.Manifests.configMap;
import static io.headwater.applier.core.Manifests.custom;
import static io.headwater.applier.core.Manifests.definition;
import static io.headwater.applier.core.Manifests.in;
import static io.headwater.applier.core.Manifests.namespace;
import static io.headwater.applier.core.Rig.automated;
import static io.headwater.applier.core.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import io.headwater.kubernetes.ignore.IgnoreRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparationTest {

    private static final GroupKind GADGET = new GroupKind("example.com", "Gadget");

    private final Rig rig = new Rig();

    @Test
    void createsTheDestinationNamespaceBeforeItTriesAnythingOut() {
        rig.withSpec("CreateNamespace=true")
                .git("A", configMap("a", 0), configMap("b", 0))
                .begun()
                .asks(automated("op", "A"));

        rig.take(rig.sync.namespaceFound("op", new NamespaceLookup.Missing()));
        rig.effects.removeIf(Effect.FindNamespace.class::isInstance);
        rig.writesSucceed();
        assertThat(rig.log()).containsExactly("op accepted", "op starts PreSync 0", "op SYNCED Namespace/shop");
        rig.trialsSucceed().writesSucceed();

        assertThat(rig.log())
                .endsWith(
                        "op starts Sync 0",
                        "op SYNCED ConfigMap/a",
                        "op SYNCED ConfigMap/b",
                        "op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void waitsForTheSettingsAndLeavesToTheClusterWhatIsIgnored() {
        rig.facts.settings(null);
        rig.withSpec("RespectIgnoreDifferences=true")
                .git("A", configMap("a", 0))
                .begun()
                .asks(automated("op", "A"));
        assertThat(rig.log())
                .containsExactly(
                        "op accepted",
                        "op waits: waits for the settings of the installation (argocd-cm) from the catalog");

        rig.facts.settings(ignoringValues());
        rig.take(rig.sync.settingsChanged());

        assertThat(rig.expect(Effect.Write.class).task()).isInstanceOfSatisfying(Task.Apply.class, apply -> assertThat(
                        apply.left().isEmpty())
                .isFalse());
    }

    @Test
    void leavesNothingToTheClusterUnlessItIsAskedTo() {
        rig.facts.settings(ignoringValues());
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        assertThat(rig.expect(Effect.Write.class).task()).isInstanceOfSatisfying(Task.Apply.class, apply -> assertThat(
                        apply.left().isEmpty())
                .isTrue());
    }

    private static InstallationSettings ignoringValues() {
        var values = Map.of("resource.customizations.ignoreDifferences.ConfigMap", "jsonPointers: [/data/value]");
        var rules = IgnoreRuleReader.ofConfigMap(values, Customization.IGNORE_DIFFERENCES);
        return new InstallationSettings(IgnoreRules.of(rules.value()), InstallationSettings.NONE.filter());
    }

    @Test
    void leavesANamespaceThatIsThere() {
        rig.withSpec("CreateNamespace=true").git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        rig.expect(Effect.FindNamespace.class);
        rig.take(rig.sync.namespaceFound("op", new NamespaceLookup.Present()));

        assertThat(rig.log()).containsExactly("op accepted", "op starts Sync 0");
    }

    @Test
    void asksForNoNamespaceThatHasInhabitantsOrThatTheSetBrings() {
        rig.showsLive(configMap("a", 0, "old"), key("ConfigMap", "a"), "1");
        rig.withSpec("CreateNamespace=true").git("A", configMap("a", 0)).begun().asks(automated("op-1", "A"));
        assertThat(rig.next(Effect.FindNamespace.class)).isEmpty();

        var other = new Rig().withSpec("CreateNamespace=true").git("A", namespace("shop"), configMap("a", 0));
        other.begun().asks(automated("op-2", "A"));
        assertThat(other.next(Effect.FindNamespace.class)).isEmpty();
    }

    @Test
    void failsWithoutATrialWhenTheNamespaceCannotBeCreated() {
        rig.withSpec("CreateNamespace=true")
                .git("A", configMap("a", 0), configMap("b", 0))
                .begun()
                .asks(automated("op", "A"));
        rig.expect(Effect.FindNamespace.class);
        rig.take(rig.sync.namespaceFound("op", new NamespaceLookup.Missing()));

        rig.answers(rig.expect(Effect.Write.class), new WriteResult.Refused(WriteResult.Cause.OTHER, "forbidden"));

        assertThat(rig.log())
                .last()
                .isEqualTo("op FAILED: one or more objects failed to apply, reason: Namespace shop: forbidden");
    }

    @Test
    void asksTheClusterForAKindThatIsNotKnown() {
        rig.withSpec().git("A", custom("example.com", "Gadget", "g")).begun().asks(automated("op", "A"));

        assertThat(rig.expect(Effect.Discover.class).kinds()).containsExactly(GADGET);
        rig.take(rig.sync.discovered(
                "op", new KindsFound.Answer(Map.of(GADGET, new KindFacts("gadgets", true, true)), Set.of(), Set.of())));

        assertThat(rig.log()).last().isEqualTo("op starts Sync 0");
    }

    @Test
    void changesNothingWhenTheClusterDoesNotServeAKind() {
        rig.withSpec()
                .git("A", configMap("a", 0), custom("example.com", "Gadget", "g"))
                .begun()
                .asks(automated("op", "A"));

        rig.take(rig.sync.discovered("op", new KindsFound.Answer(Map.of(), Set.of(GADGET), Set.of())));

        assertThat(rig.log()).last().satisfies(finish -> assertThat(finish)
                .startsWith("op FAILED: one or more synchronization tasks are not valid: example.com/Gadget shop/g"));
    }

    @Test
    void waitsWhileNobodyCanSayWhetherAKindIsServed() {
        rig.withSpec().git("A", custom("example.com", "Gadget", "g")).begun().asks(automated("op", "A"));

        rig.take(rig.sync.discovered("op", new KindsFound.Answer(Map.of(), Set.of(), Set.of(GADGET))));

        assertThat(rig.log())
                .last()
                .isEqualTo("op waits: waits for the API groups of example.com/Gadget: their server does not answer");
        assertThat(rig.next(Effect.Pause.class)).isPresent();
    }

    @Test
    void waitsWhileTheClusterCannotBeReached() {
        rig.withSpec().git("A", custom("example.com", "Gadget", "g")).begun().asks(automated("op", "A"));

        rig.take(rig.sync.discovered("op", new KindsFound.Silence("connection refused")));

        assertThat(rig.log()).last().isEqualTo("op waits: retrying: connection refused");
        rig.expect(Effect.Pause.class);
        rig.take(rig.sync.paused("op"));
        assertThat(rig.effects).filteredOn(Effect.Discover.class::isInstance).hasSize(2);
    }

    @Test
    void toleratesInTheTrialWhatTheSetBringsAlong() {
        rig.withSpec()
                .git("A", namespace("fresh"), in("fresh", configMap("a", 0)), configMap("b", 0))
                .begun()
                .asks(automated("op", "A"));
        var fresh = ObjectKey.of("", "ConfigMap", "fresh", "a");

        rig.take(rig.sync.tried(
                "op",
                Map.of(
                        fresh,
                        new WriteResult.Refused(WriteResult.Cause.NAMESPACE_MISSING, "no namespace fresh"),
                        key("ConfigMap", "b"),
                        new WriteResult.Applied("tried", "", 0, ""),
                        key("Namespace", "fresh"),
                        new WriteResult.Applied("tried", "", 0, ""))));
        rig.effects.removeIf(Effect.TryOut.class::isInstance);
        rig.writesSucceed();

        assertThat(rig.log()).last().isEqualTo("op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void waitsForAKindWhoseDefinitionItHasJustApplied() {
        rig.withSpec()
                .git("A", definition("example.com", "Gadget"), custom("example.com", "Gadget", "g"))
                .begun()
                .asks(automated("op", "A"))
                .trialsSucceed();
        rig.succeeds(rig.expect(Effect.Write.class));

        rig.answers(
                rig.expect(Effect.Write.class),
                new WriteResult.Refused(WriteResult.Cause.KIND_NOT_SERVED, "not served"));

        assertThat(rig.log()).last().isEqualTo("op waits: waits for the kind example.com/Gadget to be served");
        rig.take(rig.sync.paused("op"));
        rig.writesSucceed();
        assertThat(rig.log()).last().isEqualTo("op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void writesNothingInADryRun() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(dryRun());

        rig.trialsSucceed();

        assertThat(rig.effects).isEmpty();
        assertThat(rig.log())
                .containsExactly("op accepted", "op SYNCED ConfigMap/a", "op SUCCEEDED: successfully synced (dry run)");
    }

    @Test
    void refusesARevisionThatTheSourceDoesNotStandAt() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(atRevision("other"));
        rig.effects.stream().toList().forEach(effect -> rig.take(rig.sync.caughtUp(effect.operationId())));
        rig.effects.stream().toList().forEach(effect -> rig.take(rig.sync.caughtUp(effect.operationId())));

        assertThat(rig.log()).last().satisfies(finish -> assertThat(finish)
                .startsWith("op ERROR: the revision other was asked for, but the source stands at commit-of-A"));

        rig.asks(named("op-2", "main")).writesSucceed();
        assertThat(rig.log()).last().isEqualTo("op-2 SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void endsWithAnErrorWhenTheDestinationIsNotKnown() {
        rig.take(rig.sync.specChanged(
                new ApplicationSpec("spec-1", "", "shop", List.of(), IgnoreRules.NONE, false, false, List.of())));
        rig.git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        assertThat(rig.log()).last().satisfies(finish -> assertThat(finish)
                .startsWith("op ERROR: the destination names"));
    }

    @Test
    void refusesAnOperationThatNamesNothingToDo() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(unspecified());

        assertThat(rig.log())
                .containsExactly("op accepted", "op ERROR: Invalid operation request: no operation specified");
        assertThat(unspecified().isFullSync()).as("it takes no sync's place").isFalse();
    }

    @Test
    void endsAManualSyncWithTheRendersFailure() {
        rig.withSpec();
        rig.take(rig.sync.desiredChanged(
                new DesiredState("spec-1", Optional.empty(), Optional.of("a.yaml, line 3: not a mapping"))));
        rig.begun().asks(Rig.manual("op"));
        rig.take(rig.sync.caughtUp("op"));
        rig.take(rig.sync.caughtUp("op"));

        assertThat(rig.log())
                .containsExactly(
                        "op accepted", "op ERROR: what Git says can't be rendered: a.yaml, line 3: not a mapping");
    }

    private static Request dryRun() {
        return manual("op", "", true, true);
    }

    private static Request unspecified() {
        return manual("op", "", false, false);
    }

    private static Request atRevision(String revision) {
        return manual("op", revision, false, true);
    }

    private static Request named(String id, String revision) {
        return manual(id, revision, false, true);
    }

    private static Request manual(String id, String revision, boolean dryRun, boolean specified) {
        return new Request(
                id,
                Request.Origin.MANUAL,
                "alice",
                "spec-1",
                Optional.empty(),
                revision,
                false,
                dryRun,
                List.of(),
                List.of(),
                Optional.empty(),
                specified,
                Optional.of("{}"),
                0,
                Rig.NOON);
    }
}
