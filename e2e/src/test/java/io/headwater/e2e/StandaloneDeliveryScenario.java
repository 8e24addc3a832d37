package io.headwater.e2e;

import static io.headwater.e2e.actors.Manifests.configMap;
import static io.headwater.e2e.actors.Manifests.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.e2e.actors.ClusterUser;
import io.headwater.e2e.actors.ObjectPath;
import io.headwater.e2e.process.Installation;
import io.headwater.e2e.process.StandaloneInstallation;
import io.headwater.testcluster.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything in one JVM. */
class StandaloneDeliveryScenario extends Deliveries {

    /** Gadgets, of which each step is done three times unless it says otherwise. */
    private static final String GADGETS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: gadgets.e2e.headwater.io}
            spec:
              group: e2e.headwater.io
              scope: Namespaced
              names: {kind: Gadget, plural: gadgets}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties:
                          steps:
                            type: array
                            items: {type: object, properties: {run: {type: string}, times: {type: integer, default: 3}}}
            """;

    @Override
    Installation install(ControlPlane hub, Path directory) {
        return StandaloneInstallation.start(
                build, hub, directory, Map.of("timeout.reconciliation", "3s", "timeout.reconciliation.jitter", "1s"));
    }

    @Test
    void noticesACommitThatNobodyTellsOf() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));

        var commit = git.pushesQuietly(Map.of("settings.yaml", configMap("settings", "two")));

        cluster.awaitsValue("settings", "two");
        delivery.awaitsSynced(commit);
    }

    @Test
    void goesOnWhereItWasAfterAStop() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));
        var before = auditor.now();
        installation().stop();
        var commit = git.pushesQuietly(Map.of("settings.yaml", configMap("settings", "two")));

        installation().start();

        delivery.awaitsSynced(commit);
        cluster.awaitsValue("settings", "two");
        assertThat(auditor.deletionsSince(before)).isEmpty();
    }

    @Test
    void takesWhatAdmissionMakesOfAnObjectForWhatGitWants() {
        admits();
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "git")));
        cluster.awaitsValue("settings", "admitted");

        cluster.changes(cluster.configMap("settings"), "{\"metadata\": {\"labels\": {\"by\": \"hand\"}}}");
        delivery.awaitsSynced(git.pushes("more.yaml", configMap("more", "one")));
        installation().stop();
        installation().start();

        delivery.awaitsSynced(git.pushes("more.yaml", configMap("more", "two")));
        cluster.awaitsValue("settings", "admitted");
    }

    @Test
    void asksTheClusterOnceWhatItWouldMakeOfWhatAnotherHasSynced() {
        admits();
        var commit = git.pushes("settings.yaml", configMap("settings", "git"));
        var delivery = hub.delivers(wholeRepository().byHand());
        delivery.awaits(
                "it is out of sync",
                status -> status.at("/sync/status").asText().equals("OutOfSync"));
        var before = auditor.now();

        cluster.plane().apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: %1$s
                  annotations: {argocd.argoproj.io/tracking-id: "%2$s:/ConfigMap:%1$s/settings"}
                data: {value: git}
                """.formatted(cluster.namespace(), delivery.name()));
        cluster.awaitsValue("settings", "admitted");

        delivery.awaitsSynced(commit);
        installation().stop();
        installation().start();
        delivery.awaitsSynced(git.pushes("README", "nothing to apply"));
        assertThat(auditor.requestsSince(before))
                .filteredOn(entry -> entry.dryRun() && entry.name().equals("settings"))
                .hasSize(1);
    }

    private void admits() {
        cluster.plane().apply(admission(cluster.namespace()));
        cluster.changesUntil(
                cluster.configMap("probe"),
                "{\"data\": {\"value\": \"git\"}}",
                "it is admitted",
                found -> ClusterUser.value(found).equals("admitted"));
    }

    /** A policy that sets the value of the ConfigMap {@code settings}, and of {@code probe}, which is there. */
    private static String admission(String namespace) {
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicy
                metadata: {name: %1$s}
                spec:
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                    resourceRules:
                    - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}
                  matchConditions: [{name: settings, expression: "object.metadata.name in ['settings', 'probe']"}]
                  failurePolicy: Fail
                  reinvocationPolicy: Never
                  mutations:
                  - patchType: ApplyConfiguration
                    applyConfiguration: {expression: 'Object{data: {"value": "admitted"}}'}
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec: {policyName: %1$s}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: probe, namespace: %1$s}
                """.formatted(namespace);
    }

    @Test
    void putsADefaultBackWhereGitHasLetGoOfAValue() {
        var gadget = """
                apiVersion: e2e.headwater.io/v1
                kind: Gadget
                metadata: {name: gadget}
                spec: {steps: [{run: build%s}]}
                """;
        var delivery = delivers();
        delivery.awaitsSynced(
                git.pushes(Map.of("gadgets.yaml", GADGETS, "gadget.yaml", gadget.formatted(", times: 5"))));
        cluster.awaits(cluster.gadget("gadget"), "it is as Git says", found -> times(found) == 5);

        delivery.awaitsSynced(git.pushes("gadget.yaml", gadget.formatted("")));

        cluster.awaits(cluster.gadget("gadget"), "it has the default", found -> times(found) == 3);
    }

    @Test
    void leavesAloneWhatTheInstallationIgnoresUntilItDoesNoMore() {
        var deployments = "resource.customizations.ignoreDifferences.apps_Deployment";
        var delivery = hub.delivers(wholeRepository().withoutHealing());
        delivery.awaitsSynced(
                git.pushes(Map.of("web.yaml", deployment("web", "run"), "more.yaml", configMap("more", "git"))));
        cluster.changes(cluster.deployment("web"), "{\"spec\": {\"replicas\": 3}}");
        delivery.awaits(
                "it is out of sync",
                status -> status.at("/sync/status").asText().equals("OutOfSync"));

        hub.sets(deployments, "jsonPointers: [/spec/replicas]");
        try {
            delivery.awaitsSynced(git.head());
            delivery.becomes(wholeRepository());
            cluster.changes(cluster.configMap("more"), "{\"data\": {\"value\": \"by hand\"}}");
            cluster.awaitsValue("more", "git");
            delivery.awaitsSynced(git.head());
            cluster.awaits(cluster.deployment("web"), "it is as it was by hand", found -> replicas(found) == 3);
        } finally {
            hub.unsets(deployments);
        }
        cluster.awaits(cluster.deployment("web"), "it is as Git says", found -> replicas(found) == 1);
    }

    @Test
    void appliesWhatTheApplicationIgnoresUnlessItIsToBeRespected() {
        var ignoring = wholeRepository().ignoring("apps", "Deployment", "web", "/spec/replicas");
        var delivery = hub.delivers(ignoring.option("RespectIgnoreDifferences=true"));
        delivery.awaitsSynced(git.pushes("web.yaml", deployment("web", "run")));
        cluster.changes(cluster.deployment("web"), "{\"spec\": {\"replicas\": 3}}");

        delivery.awaitsSynced(git.pushes("web.yaml", deployment("web", "run").replace(":1\"", ":2\"")));
        var kept = cluster.awaits(cluster.deployment("web"), "it is the new one", found -> isOfImage(found, "2"));
        assertThat(replicas(kept)).isEqualTo(3);

        delivery.becomes(ignoring);
        delivery.awaitsSynced(git.pushes("web.yaml", deployment("web", "run").replace(":1\"", ":3\"")));
        cluster.awaits(
                cluster.deployment("web"),
                "it is the newest one, as Git says",
                found -> isOfImage(found, "3") && replicas(found) == 1);
    }

    @Test
    void leavesOutTheKindsThatTheInstallationExcludesUntilItDoesNoMore() {
        var secret = ObjectPath.secret(cluster.namespace(), "access");
        git.pushes(Map.of("settings.yaml", configMap("settings", "one"), "access.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: access}
                """));
        hub.sets("resource.exclusions", "[{apiGroups: [''], kinds: [Secret], clusters: ['*']}]");
        var delivery = hub.delivers(wholeRepository().byHand());
        try {
            delivery.awaitsCondition("ExcludedResourceWarning", "Resource /Secret access is excluded in the settings");
            delivery.becomes(wholeRepository());
            cluster.awaitsValue("settings", "one");
            delivery.awaits(
                    "it is synced", status -> status.at("/sync/status").asText().equals("Synced"));
            assertThat(cluster.finds(secret)).isEmpty();
        } finally {
            hub.unsets("resource.exclusions");
        }
        cluster.awaits(secret, "it is there", found -> true);
        delivery.awaitsSynced(git.head());
    }

    @Test
    void syncsAtTheMomentAWindowEndsThatForbidsIt() {
        var delivery = hub.delivers(wholeRepository().inProject(hub.rules(denying("* * * * *", "1m"))));
        var commit = git.pushes("settings.yaml", configMap("settings", "one"));
        delivery.awaitsCondition("SyncSkipped", "No automated sync: a sync window", "deny '* * * * *' for 1m (freeze)");
        assertThat(cluster.finds(cluster.configMap("settings"))).isEmpty();

        var begin = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var duration = Duration.between(begin, Instant.now()).toSeconds() + 10;
        var time = begin.atOffset(ZoneOffset.UTC);
        hub.rules(denying("%d %d * * *".formatted(time.getMinute(), time.getHour()), duration + "s"));
        delivery.awaitsCondition("SyncSkipped", "No automated sync before " + begin.plusSeconds(duration));
        delivery.awaitsSynced(commit);

        var created = Instant.parse(cluster.awaitsValue("settings", "one")
                .at("/metadata/creationTimestamp")
                .asText());
        assertThat(created).isBetween(begin.plusSeconds(duration), begin.plusSeconds(duration + 3));
    }

    @Test
    void namesWhatBelongsToNobodyAndLeavesItAlone() {
        var project = hub.rules("{\"orphanedResources\": {\"warn\": true}}");
        cluster.plane().apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: stray, namespace: %s}
                data: {value: by hand}
                """.formatted(cluster.namespace()));
        var delivery = hub.delivers(wholeRepository().inProject(project));
        git.pushes("settings.yaml", configMap("settings", "one"));

        delivery.awaitsCondition("OrphanedResourceWarning", "Application has 1 orphaned resources");
        delivery.awaits(
                "it is synced, with its own object alone",
                status -> status.at("/sync/status").asText().equals("Synced")
                        && status.path("resources").size() == 1);
        assertThat(delivery.objectsOnPage().findValuesAsText("status")).containsExactlyInAnyOrder("Synced", "Orphaned");
        cluster.awaitsValue("stray", "by hand");

        var commit = git.pushes("stray.yaml", configMap("stray", "from Git"));
        cluster.awaitsValue("stray", "from Git");
        delivery.awaitsSynced(commit);
    }

    private static String denying(String schedule, String duration) {
        return """
                {"syncWindows": [{"kind": "deny", "schedule": "%s", "duration": "%s", "applications": ["*"],
                  "description": "freeze"}]}""".formatted(schedule, duration);
    }

    private static boolean isOfImage(JsonNode deployment, String tag) {
        return deployment.at("/spec/template/spec/containers/0/image").asText().endsWith(":" + tag);
    }

    private static int replicas(JsonNode deployment) {
        return deployment.at("/spec/replicas").asInt();
    }

    private static int times(JsonNode gadget) {
        return gadget.at("/spec/steps/0/times").asInt();
    }
}
