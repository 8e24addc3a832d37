package io.headwater.catalog;

import static io.headwater.schemas.RecordKeys.application;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.fixture.Await;
import io.headwater.repositories.fixture.RunningService;
import io.headwater.repositories.fixture.TestInstallation;
import io.headwater.repositories.fixture.TopicView;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ClusterObserved;
import io.headwater.schemas.avro.RepositoryObserved;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import io.headwater.testcluster.fault.FaultProxy;
import io.headwater.testcluster.fault.KubernetesFault;
import io.headwater.testcluster.fault.KubernetesFaultProxy;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the catalog tells when it, the hub or a Secret is away for a while: nothing that is not so. */
@WithControlPlane
@WithKafka
class CatalogOutageIT {

    private static final String HUB = "https://kubernetes.default.svc";
    private static final String SPOKE = "https://spoke.example";
    private static final String REPOSITORY = "https://git.example/shop.git";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ControlPlane plane;
    private final HubUser user;
    private final String namespace;
    private final ApplicationKey shop;
    private final ApplicationKey witness;
    private TestInstallation installation;
    private Kubeconfig account;
    private Path directory;
    private TopicView applications;
    private TopicView clusters;
    private TopicView repositories;
    private TopicView syncs;

    CatalogOutageIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.plane = plane;
        this.user = new HubUser(plane, namespace);
        this.namespace = namespace;
        this.shop = new ApplicationKey(namespace, "shop");
        this.witness = new ApplicationKey(namespace, "witness");
    }

    @BeforeEach
    void prepare(TestKafka kafka, @TempDir Path temporary) throws IOException {
        directory = temporary;
        user.defineKinds();
        account = user.catalogAccount();
        installation = TestInstallation.on(kafka, temporary);
        applications = installation.view(Topics.APPLICATIONS);
        clusters = installation.view(Topics.CLUSTERS);
        repositories = installation.view(Topics.REPOSITORIES);
        syncs = installation.view(Topics.SYNCS);
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void keepsWhatAnUnreadableSecretDeclaredEvenAcrossARestart() {
        user.secret("spoke", "cluster", Map.of("server", SPOKE));
        user.secret("own", "repository", Map.of("url", REPOSITORY));
        user.application("shop", SPOKE, REPOSITORY);
        try (var catalog = run("one")) {
            clusters.await(SPOKE, ClusterObserved.class, seen -> true);
            repositories.await(namespace + "/own", RepositoryObserved.class, seen -> true);
            awaitApplication(shop, seen -> seen.getCluster().equals(SPOKE));

            user.secret("spoke", "cluster", Map.of("server", "not a URL"));
            user.secret("own", "repository", Map.of("url", "https://"));
            awaitWitness(SPOKE);
        }
        var before = clusters.count() + repositories.count();
        try (var catalog = run("one")) {
            user.delete("applications", "witness");
            applications.await("the witness to go", newest -> gone(newest, application(witness)));
            assertThat(clusters.count() + repositories.count()).isEqualTo(before);
            assertThat(applications.newest(application(shop), ApplicationObserved.class))
                    .hasValueSatisfying(seen -> assertThat(seen.getProblems()).isEmpty());

            user.deleteSecret("spoke");
            user.secret("own", "repository", Map.of("url", "https://git.example/moved.git"));
            clusters.await("the cluster to go", newest -> gone(newest, SPOKE));
            repositories.await(namespace + "/own", RepositoryObserved.class, seen -> seen.getUrl()
                    .endsWith("moved.git"));
            awaitApplication(shop, seen -> !seen.getProblems().isEmpty());
        }
    }

    @Test
    void tellsAfterARestartWhatHasChangedAndNothingElse() {
        user.application("shop", HUB, REPOSITORY);
        user.application("stays", HUB, REPOSITORY);
        user.application("goes", HUB, REPOSITORY);
        try (var catalog = run("one")) {
            applications.await("all three", newest -> newest.size() == 3 ? Optional.of(true) : Optional.empty());
        }
        user.delete("applications", "goes");
        user.application("shop", HUB, "https://git.example/other.git");
        try (var catalog = run("one")) {
            applications.await(
                    "the deleted one to go",
                    newest -> gone(newest, application(new ApplicationKey(namespace, "goes"))));
            assertThat(applications.count()).isEqualTo(5);
        }
    }

    @Test
    void publishesAnOperationOnceAcrossARestart() {
        user.application("shop", HUB, REPOSITORY);
        user.patch("shop", "{\"operation\": {\"sync\": {}}}");
        try (var catalog = run("one")) {
            syncs.await(application(shop), RequestSync.class, seen -> true);
        }
        try (var catalog = run("one")) {
            awaitWitness(HUB);
            assertThat(syncs.count()).isEqualTo(1);
        }
    }

    @Test
    void answersWhatWasAskedWhileItWasAway() {
        user.application("shop", HUB, REPOSITORY);
        try (var catalog = run("one")) {
            awaitApplication(shop, seen -> true);
        }
        user.patch("shop", "{\"operation\": {\"sync\": {}}}");
        try (var catalog = run("one")) {
            syncs.await(application(shop), RequestSync.class, seen -> true);
        }
    }

    @Test
    void declaresNothingGoneWhileTheHubIsOutOfReach() {
        user.secret("spoke", "cluster", Map.of("server", SPOKE));
        user.application("shop", SPOKE, REPOSITORY);
        user.application("goes", SPOKE, REPOSITORY);
        try (var proxy = FaultProxy.to(plane.server().getPort());
                var catalog = run("one", through(proxy))) {
            awaitApplication(shop, seen -> seen.getCluster().equals(SPOKE));
            var goes = application(new ApplicationKey(namespace, "goes"));
            applications.await(goes, ApplicationObserved.class, seen -> true);
            var before = applications.count() + clusters.count();

            proxy.refuse();
            user.delete("applications", "goes");
            user.application("witness", SPOKE, REPOSITORY);
            var attempts = proxy.accepted();
            proxy.allow();
            Await.until("a new connection", PATIENCE, () -> proxy.accepted() > attempts);

            awaitApplication(witness, seen -> seen.getProblems().isEmpty());
            applications.await("the deleted one to go", newest -> gone(newest, goes));
            assertThat(applications.count() + clusters.count()).isEqualTo(before + 2);
        }
    }

    @Test
    void declaresNothingGoneThatItMayNotList() {
        user.secret("spoke", "cluster", Map.of("server", SPOKE));
        user.application("shop", SPOKE, REPOSITORY);
        try (var catalog = run("one")) {
            awaitApplication(shop, seen -> seen.getCluster().equals(SPOKE));
        }
        var before = applications.count() + clusters.count();
        user.forbidSecrets();
        var mark = plane.auditLog().mark();
        Thread.ofVirtual().start(() -> {
            plane.auditLog().await(mark, PATIENCE, this::isRefusedList);
            user.allowAgain();
        });

        try (var catalog = run("one")) {
            awaitWitness(SPOKE);
            assertThat(plane.auditLog().entriesSince(mark, this::isRefusedList)).isNotEmpty();
            assertThat(applications.count() + clusters.count()).isEqualTo(before + 1);
        }
    }

    @Test
    void givesAnOperationItsIdOnceTheHubTakesIt() {
        user.application("shop", HUB, REPOSITORY);
        try (var proxy = KubernetesFaultProxy.inFrontOf(plane);
                var catalog = run("one", proxy.kubeconfig(account))) {
            // The proxy answers a watch with its first event, and until then other requests wait for the connection.
            user.project("any", "an event for each watch");
            user.secret("spoke", "cluster", Map.of("server", SPOKE));
            user.application("shop", SPOKE, REPOSITORY);
            awaitApplication(shop, seen -> seen.getCluster().equals(SPOKE));
            var overloaded = proxy.fault(3, request -> request.verb().equals("patch"), KubernetesFault.Answer.of(503));

            user.patch("shop", "{\"operation\": {\"sync\": {}}}");

            overloaded.awaitHits(3, PATIENCE);
            syncs.await(application(shop), RequestSync.class, seen -> true);
        }
    }

    @Test
    void letsOneInstanceStandByAndTakeOver() {
        user.secret("spoke", "cluster", Map.of("server", SPOKE));
        user.application("shop", SPOKE, REPOSITORY);
        user.patch("shop", "{\"operation\": {\"sync\": {}}}");
        var first = run("one");
        try (var second = run("two")) {
            awaitApplication(shop, seen -> true);
            syncs.await(application(shop), RequestSync.class, seen -> true);
            awaitWitness(SPOKE);

            first.close();
            user.application("shop", SPOKE, "https://git.example/other.git");
            awaitApplication(shop, CatalogOutageIT::isOther);
            assertThat(applications.count()).isEqualTo(3);
            try (var third = run("one")) {
                user.delete("applications", "witness");
                applications.await("the witness to go", newest -> gone(newest, application(witness)));
            }
            user.deleteSecret("spoke");
            clusters.await("the cluster to go", newest -> gone(newest, SPOKE));
            awaitApplication(shop, seen -> !seen.getProblems().isEmpty());
            assertThat(applications.count()).isEqualTo(5);
            assertThat(syncs.count()).isEqualTo(1);
        }
    }

    private RunningService run(String instance) {
        return run(instance, account);
    }

    private RunningService run(String instance, Kubeconfig kubeconfig) {
        var settings = new HashMap<String, String>();
        settings.put("kubeconfig", kubeconfig.file().toString());
        settings.put("namespace", namespace);
        settings.put("instance", instance);
        return installation.run(new Catalog(), settings);
    }

    private Kubeconfig through(FaultProxy proxy) {
        return account.at(URI.create("https://127.0.0.1:" + proxy.port()), directory.resolve("through-proxy.yaml"));
    }

    /** What stood on the hub when the catalog started has been dealt with when it tells of an Application. */
    private void awaitWitness(String server) {
        user.application("witness", server, REPOSITORY);
        awaitApplication(witness, seen -> true);
    }

    private void awaitApplication(ApplicationKey key, Predicate<ApplicationObserved> wanted) {
        applications.await(application(key), ApplicationObserved.class, wanted);
    }

    private boolean isRefusedList(AuditEntry entry) {
        return entry.code() == 403
                && entry.resource().equals("secrets")
                && entry.namespace().equals(namespace)
                && entry.user().endsWith(":catalog");
    }

    private static boolean isOther(ApplicationObserved seen) {
        return new String(CompressedJson.decompress(seen.getSpec()), UTF_8).contains("other.git");
    }

    private static Optional<Boolean> gone(Map<String, ?> newest, String key) {
        return newest.containsKey(key) ? Optional.empty() : Optional.of(true);
    }
}
