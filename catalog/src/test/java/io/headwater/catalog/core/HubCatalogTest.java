package io.headwater.catalog.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.catalog.core.HubCatalog.Source;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubCatalogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");

    private final Published published = new Published();
    private final HubCatalog catalog = begun();

    @Test
    void holdsApplicationsBackUntilClustersAndProjectsWereListed() {
        assertThat(catalog.listed(Source.APPLICATIONS, List.of(shop("https://other"))))
                .isEmpty();
        assertThat(catalog.listed(Source.PROJECTS, List.of())).singleElement().isInstanceOf(Fact.ProjectSeen.class);

        var facts = catalog.listed(Source.SECRETS, List.of(cluster("https://other")));

        assertThat(seen(facts)).singleElement().satisfies(application -> {
            assertThat(application.cluster()).isEqualTo("https://other");
            assertThat(application.problems()).isEmpty();
        });
    }

    @Test
    void saysNothingTwice() {
        complete(shop("https://kubernetes.default.svc"));

        assertThat(catalog.changed(Source.APPLICATIONS, shop("https://kubernetes.default.svc")))
                .isEmpty();
    }

    @Test
    void takesAStatusForNoNews() {
        complete(shop("https://kubernetes.default.svc"));
        var withStatus = shop("https://kubernetes.default.svc").copyTree();
        withStatus.putObject("status").putObject("operationState").put("phase", "Succeeded");

        assertThat(catalog.changed(Source.APPLICATIONS, new KubernetesObject(withStatus)))
                .isEmpty();
    }

    @Test
    void namesWhatIsWrongWithADestination() {
        var facts = complete(shop("https://nowhere"));

        assertThat(seen(facts).getFirst().problems()).singleElement().satisfies(problem -> assertThat(problem.code())
                .isEqualTo("ClusterUnknown"));
    }

    @Test
    void keepsAClusterWhoseSecretCannotBeRead() {
        catalog.listed(Source.PROJECTS, List.of());
        catalog.listed(Source.SECRETS, List.of(cluster("https://other")));
        catalog.listed(Source.APPLICATIONS, List.of(shop("https://other")));
        var broken = cluster("https://other").copyTree();
        broken.withObject("/data").put("server", "%%%");

        assertThat(published(catalog.changed(Source.SECRETS, new KubernetesObject(broken))))
                .isEmpty();
    }

    @Test
    void keepsAcrossARestartWhatAnUnreadableSecretDeclared() {
        catalog.listed(Source.PROJECTS, List.of());
        catalog.listed(Source.APPLICATIONS, List.of(shop("https://other")));
        catalog.listed(Source.SECRETS, List.of(cluster("https://other"), repository("https://git/shop.git")));

        var restarted = begun();
        restarted.listed(Source.PROJECTS, List.of());
        restarted.listed(Source.APPLICATIONS, List.of(shop("https://other")));
        var facts = restarted.listed(
                Source.SECRETS,
                List.of(
                        with(cluster("https://other"), "server", "%%%"),
                        with(repository("https://git/shop.git"), "url", "%%%")));

        assertThat(published(facts)).isEmpty();
        assertThat(published(restarted.changed(Source.SECRETS, cluster("https://other"))))
                .isEmpty();
    }

    @Test
    void withdrawsAcrossARestartWhatASecretSaysNoMore() {
        catalog.listed(Source.PROJECTS, List.of());
        catalog.listed(Source.APPLICATIONS, List.of());
        catalog.listed(Source.SECRETS, List.of(cluster("https://other"), repository("https://git/shop.git")));

        var restarted = begun();
        restarted.listed(Source.PROJECTS, List.of());
        restarted.listed(Source.APPLICATIONS, List.of());
        var facts = restarted.listed(Source.SECRETS, List.of(cluster("https://moved")));

        assertThat(published(facts))
                .hasSize(3)
                .contains(new Fact.ClusterGone("https://other"), new Fact.RepositoryGone("shop"));
    }

    @Test
    void withdrawsWhatAnUnreadableSecretDeclaredOnceItIsGone() {
        catalog.listed(Source.PROJECTS, List.of());
        catalog.listed(Source.APPLICATIONS, List.of());
        catalog.listed(Source.SECRETS, List.of(cluster("https://other")));
        var broken = with(cluster("https://other"), "server", "%%%");

        var restarted = begun();
        restarted.listed(Source.PROJECTS, List.of());
        restarted.listed(Source.APPLICATIONS, List.of());
        restarted.listed(Source.SECRETS, List.of(broken));

        assertThat(restarted.deleted(Source.SECRETS, broken)).containsExactly(new Fact.ClusterGone("https://other"));
    }

    @Test
    void declaresGoneOnlyWhatACompleteListLacks() {
        complete(shop("https://kubernetes.default.svc"));

        assertThat(catalog.listed(Source.APPLICATIONS, List.of())).containsExactly(new Fact.ApplicationGone(SHOP));
    }

    @Test
    void publishesOnlyTheDifferenceAfterARestart() {
        complete(shop("https://kubernetes.default.svc"));
        var restarted = begun();
        restarted.listed(Source.SECRETS, List.of());
        restarted.listed(Source.PROJECTS, List.of());

        assertThat(restarted.listed(Source.APPLICATIONS, List.of(shop("https://kubernetes.default.svc"))))
                .isEmpty();
    }

    @Test
    void givesAnIdToAnOperationWithoutOneAndPublishesItOnce() {
        complete(shop("https://kubernetes.default.svc"));
        var asked = shop("https://kubernetes.default.svc").copyTree();
        asked.putObject("operation").putObject("sync").put("prune", true);
        assertThat(catalog.changed(Source.APPLICATIONS, new KubernetesObject(asked)))
                .containsExactly(new Fact.OperationWithoutId(SHOP, "7"));

        var identified = asked.deepCopy();
        identified
                .withObject("/operation")
                .putArray("info")
                .addObject()
                .put("name", "headwater.io/operation-id")
                .put("value", "op-1");
        var facts = catalog.changed(Source.APPLICATIONS, new KubernetesObject(identified));
        assertThat(facts).singleElement().isInstanceOfSatisfying(Fact.OperationRequested.class, fact -> {
            assertThat(fact.operation().id()).isEqualTo("op-1");
            assertThat(fact.operation().prune()).isTrue();
        });
        assertThat(catalog.changed(Source.APPLICATIONS, new KubernetesObject(identified)))
                .isEmpty();
    }

    @Test
    void publishesAnOperationOnceAcrossARestart() {
        complete(shop("https://kubernetes.default.svc"));
        var asked =
                asking("{\"sync\": {}, \"info\": [{\"name\": \"headwater.io/operation-id\", \"value\": \"op-1\"}]}");
        assertThat(catalog.changed(Source.APPLICATIONS, asked)).hasSize(1);

        var restarted = begun();
        restarted.listed(Source.SECRETS, List.of());
        restarted.listed(Source.PROJECTS, List.of());

        assertThat(restarted.listed(Source.APPLICATIONS, List.of(asked))).isEmpty();
    }

    @Test
    void takesAnOperationThatNamesNothingToDoForAnOperation() {
        complete(shop("https://kubernetes.default.svc"));

        assertThat(catalog.changed(Source.APPLICATIONS, asking("{}")))
                .containsExactly(new Fact.OperationWithoutId(SHOP, "7"));
    }

    @Test
    void bearsAnOperationOnAnObjectWithoutAName() {
        complete(shop("https://kubernetes.default.svc"));

        var facts = catalog.changed(Source.APPLICATIONS, asking("""
                {"sync": {"resources": [{"kind": "ConfigMap", "name": ""}]},
                 "info": [{"name": "headwater.io/operation-id", "value": "op-1"}]}"""));

        assertThat(facts).singleElement().isInstanceOf(Fact.OperationRequested.class);
    }

    @Test
    void handsARequestToRefreshOnButNotAsAChangeOfTheApplication() {
        complete(shop("https://kubernetes.default.svc"));
        var asked = shop("https://kubernetes.default.svc").copyTree();
        asked.withObject("/metadata/annotations").put("argocd.argoproj.io/refresh", "hard");

        assertThat(catalog.changed(Source.APPLICATIONS, new KubernetesObject(asked)))
                .containsExactly(new Fact.RefreshRequested(SHOP, List.of("https://git/shop.git"), "hard"));
    }

    @Test
    void saysOnceThatASecretCannotBeRead() {
        complete(shop("https://kubernetes.default.svc"));
        var broken = with(cluster("https://other"), "server", "%%%");

        assertThat(catalog.changed(Source.SECRETS, broken))
                .containsExactly(new Fact.SecretUnreadable("other", "its data is not base64"));
        assertThat(catalog.changed(Source.SECRETS, broken)).isEmpty();

        catalog.changed(Source.SECRETS, cluster("https://other"));
        assertThat(catalog.changed(Source.SECRETS, broken)).hasSize(1);
    }

    @Test
    void tellsOfSettingsThoughThereAreNone() {
        assertThat(new HubCatalog(published, "argocd").listed(Source.SETTINGS, List.of()))
                .containsExactly(new Fact.SettingsSeen(new SettingsFact(Map.of())));
    }

    @Test
    void tellsOfSettingsAboutResourcesAndOfNothingElseInTheConfigMap() {
        var settings = settings(Map.of("resource.compareoptions", "{}", "oidc.config", "clientSecret: $oidc"));

        assertThat(catalog.changed(Source.SETTINGS, settings))
                .containsExactly(new Fact.SettingsSeen(new SettingsFact(Map.of("resource.compareoptions", "{}"))));
        assertThat(catalog.changed(Source.SETTINGS, settings)).isEmpty();
    }

    @Test
    void takesSettingsBackWithTheConfigMap() {
        var settings = settings(Map.of("resource.compareoptions", "{}"));
        catalog.changed(Source.SETTINGS, settings);

        assertThat(catalog.deleted(Source.SETTINGS, settings))
                .containsExactly(new Fact.SettingsSeen(new SettingsFact(Map.of())));
    }

    @Test
    void tellsOfSettingsAgainAfterARestartSinceTheyMayStandInSomePartitionsAlone() {
        var settings = settings(Map.of("resource.compareoptions", "{}"));
        catalog.changed(Source.SETTINGS, settings);

        assertThat(new HubCatalog(published, "argocd").listed(Source.SETTINGS, List.of(settings)))
                .hasSize(1);
    }

    @Test
    void tellsOfTheDefaultProjectThoughThereIsNone() {
        var unrestricted = new Fact.ProjectSeen(ProjectFact.unrestricted("argocd", "default"));

        assertThat(catalog.listed(Source.PROJECTS, List.of())).containsExactly(unrestricted);
        assertThat(catalog.changed(Source.PROJECTS, project("default")))
                .containsExactly(new Fact.ProjectSeen(ProjectFact.of(project("default"))));
        assertThat(catalog.deleted(Source.PROJECTS, project("default"))).containsExactly(unrestricted);
    }

    @Test
    void tellsOfProjectsAgainAfterARestartSinceTheyMayStandInSomePartitionsAlone() {
        catalog.listed(Source.PROJECTS, List.of(project("web")));
        var restarted = begun();

        assertThat(restarted.listed(Source.PROJECTS, List.of(project("web")))).hasSize(2);
        assertThat(restarted.changed(Source.PROJECTS, project("web"))).isEmpty();
    }

    @Test
    void withdrawsAProjectThatIsGoneAndTellsOfItWhenItIsBack() {
        complete(shop("https://kubernetes.default.svc"));
        catalog.changed(Source.PROJECTS, project("web"));

        assertThat(catalog.deleted(Source.PROJECTS, project("web")))
                .containsExactly(new Fact.ProjectGone("argocd", "web"));
        assertThat(catalog.changed(Source.PROJECTS, project("web"))).hasSize(1);
    }

    /** A catalog that knows that nothing is set. */
    private HubCatalog begun() {
        var begun = new HubCatalog(published, "argocd");
        begun.listed(Source.SETTINGS, List.of());
        return begun;
    }

    private static KubernetesObject project(String name) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("metadata").put("namespace", "argocd").put("name", name);
        tree.putObject("spec").put("description", "of " + name);
        return new KubernetesObject(tree);
    }

    private static KubernetesObject settings(Map<String, String> data) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("metadata").put("namespace", "argocd").put("name", "argocd-cm");
        var values = tree.putObject("data");
        data.forEach(values::put);
        return new KubernetesObject(tree);
    }

    private static List<Fact> published(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> !(fact instanceof Fact.SecretUnreadable))
                .toList();
    }

    private static KubernetesObject asking(String operation) {
        try {
            var asked = shop("https://kubernetes.default.svc").copyTree();
            asked.set("operation", JSON.readTree(operation));
            return new KubernetesObject(asked);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static KubernetesObject with(KubernetesObject secret, String key, String encoded) {
        var changed = secret.copyTree();
        changed.withObject("/data").put(key, encoded);
        return new KubernetesObject(changed);
    }

    private List<Fact> complete(KubernetesObject application) {
        catalog.listed(Source.SECRETS, List.of());
        catalog.listed(Source.PROJECTS, List.of());
        return catalog.listed(Source.APPLICATIONS, List.of(application));
    }

    private static List<ApplicationFact> seen(List<Fact> facts) {
        return facts.stream()
                .filter(Fact.ApplicationSeen.class::isInstance)
                .map(fact -> ((Fact.ApplicationSeen) fact).application())
                .toList();
    }

    private static KubernetesObject shop(String server) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("metadata")
                .put("namespace", "argocd")
                .put("name", "shop")
                .put("uid", "u")
                .put("resourceVersion", "7");
        var spec = tree.putObject("spec");
        spec.putObject("source").put("repoURL", "https://git/shop.git").put("path", "deploy");
        spec.putObject("destination").put("server", server).put("namespace", "shop");
        return new KubernetesObject(tree);
    }

    private static KubernetesObject cluster(String server) {
        return secret("other", "cluster", Map.of("name", "other", "server", server));
    }

    private static KubernetesObject repository(String url) {
        return secret("shop", "repository", Map.of("url", url));
    }

    private static KubernetesObject secret(String name, String type, Map<String, String> data) {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("metadata")
                .put("namespace", "argocd")
                .put("name", name)
                .put("resourceVersion", "1")
                .putObject("labels")
                .put("argocd.argoproj.io/secret-type", type);
        var encoded = tree.putObject("data");
        data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
        return new KubernetesObject(tree);
    }
}
