package io.headwater.catalog.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.catalog.core.HubCatalog.Source;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubCatalogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");

    private final Published published = new Published();
    private final HubCatalog catalog = new HubCatalog(published);

    @Test
    void holdsApplicationsBackUntilClustersAndProjectsWereListed() {
        assertThat(catalog.listed(Source.APPLICATIONS, List.of(shop("https://other"))))
                .isEmpty();
        assertThat(catalog.listed(Source.PROJECTS, List.of())).isEmpty();

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

        assertThat(catalog.changed(Source.SECRETS, new KubernetesObject(broken)))
                .isEmpty();
    }

    @Test
    void declaresGoneOnlyWhatACompleteListLacks() {
        complete(shop("https://kubernetes.default.svc"));

        assertThat(catalog.listed(Source.APPLICATIONS, List.of())).containsExactly(new Fact.ApplicationGone(SHOP));
    }

    @Test
    void publishesOnlyTheDifferenceAfterARestart() {
        complete(shop("https://kubernetes.default.svc"));
        var restarted = new HubCatalog(published);
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
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("metadata")
                .put("namespace", "argocd")
                .put("name", "other")
                .put("resourceVersion", "1")
                .putObject("labels")
                .put("argocd.argoproj.io/secret-type", "cluster");
        tree.putObject("data")
                .put("name", Base64.getEncoder().encodeToString("other".getBytes(UTF_8)))
                .put("server", Base64.getEncoder().encodeToString(server.getBytes(UTF_8)));
        return new KubernetesObject(tree);
    }
}
