package io.headwater.catalog;

import static io.headwater.schemas.RecordKeys.application;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.fixture.Await;
import io.headwater.repositories.fixture.RunningService;
import io.headwater.repositories.fixture.TestInstallation;
import io.headwater.repositories.fixture.TopicView;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.AuditRecorded;
import io.headwater.schemas.avro.ClusterObserved;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.ProjectObserved;
import io.headwater.schemas.avro.RepositoryObserved;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SyncOrigin;
import io.headwater.schemas.avro.WebhookReceived;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the catalog tells of a real hub, read with the rights that an installation gives it. */
@WithControlPlane
@WithKafka
class CatalogIT {

    private static final String HUB = "https://kubernetes.default.svc";
    private static final String REPOSITORY = "https://git.example/shop.git";
    private static final String CANARY = "hunter2";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HubUser user;
    private final String namespace;
    private final ApplicationKey shop;
    private TestInstallation installation;
    private RunningService catalog;
    private TopicView applications;

    CatalogIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.user = new HubUser(plane, namespace);
        this.namespace = namespace;
        this.shop = new ApplicationKey(namespace, "shop");
    }

    @BeforeEach
    void start(TestKafka kafka, @TempDir Path directory) throws IOException {
        user.defineKinds();
        installation = TestInstallation.on(kafka, directory);
        applications = installation.view(Topics.APPLICATIONS);
        catalog = installation.run(
                new Catalog(), Map.of("kubeconfig", user.catalogAccount().file().toString(), "namespace", namespace));
    }

    @AfterEach
    void stop() {
        catalog.close();
        installation.close();
    }

    @Test
    void tellsThatAnApplicationComesChangesAndGoes() {
        user.application("shop", HUB, REPOSITORY);
        var first = awaitShop(seen -> true);
        assertThat(first.getCluster()).isEqualTo(HUB);
        assertThat(first.getProblems()).isEmpty();
        assertThat(first.getUid())
                .isEqualTo(user.application("shop").at("/metadata/uid").asText());

        user.application("shop", HUB, "https://git.example/other.git");
        var second = awaitShop(seen -> !seen.getSpecDigest().equals(first.getSpecDigest()));
        assertThat(CompressedJson.decompress(second.getSpec())).asString().contains("other.git");

        user.delete("applications", "shop");
        awaitGone();
        assertThat(applications.count()).isEqualTo(3);
    }

    @Test
    void takesNewsOfTheStatusForNoNews() {
        user.application("shop", HUB, REPOSITORY);
        awaitShop(seen -> true);

        user.patch("shop", """
                {"status": {"operationState": {"operation": {}, "phase": "Succeeded", "startedAt": "2026-01-01T12:00:00Z",
                    "syncResult": {"revision": "1111"}}}}""");
        user.patch("shop", "{\"metadata\": {\"labels\": {\"team\": \"web\"}}}");

        var labelled = awaitShop(seen -> seen.getLabels().containsKey("team"));
        assertThat(labelled.getLastAttempt()).as("what is told tells all").isNotNull();
        assertThat(applications.count()).isEqualTo(2);
    }

    @Test
    void namesAnUnknownClusterUntilItsSecretIsThere() {
        user.application("shop", "https://spoke.example", REPOSITORY);
        assertThat(awaitShop(seen -> true).getProblems())
                .extracting(Failure::getCode)
                .containsExactly("ClusterUnknown");

        user.secret("spoke", "cluster", Map.of("name", "spoke", "server", "https://spoke.example/"));
        awaitShop(seen -> seen.getProblems().isEmpty() && seen.getCluster().equals("https://spoke.example"));

        user.deleteSecret("spoke");
        awaitShop(seen -> !seen.getProblems().isEmpty());
    }

    @Test
    void tellsOfClustersRepositoriesAndProjects() {
        var clusters = installation.view(Topics.CLUSTERS);
        var repositories = installation.view(Topics.REPOSITORIES);
        var projects = installation.view(Topics.PROJECTS);

        user.secret(
                "spoke",
                "cluster",
                Map.of(
                        "name", "spoke",
                        "server", "https://spoke.example",
                        "namespaces", "shop, web",
                        "clusterResources", "true",
                        "project", "web"));
        user.secret("shop-repository", "repository", Map.of("url", REPOSITORY, "project", "web"));
        user.secret("templates", "repo-creds", Map.of("url", "ssh://git@git.example/team", "type", "git"));
        user.project("web", "before");

        var cluster = clusters.await("https://spoke.example", ClusterObserved.class, seen -> true);
        assertThat(cluster.getName()).isEqualTo("spoke");
        assertThat(cluster.getNamespaces()).containsExactly("shop", "web");
        assertThat(cluster.getClusterResources()).isTrue();
        assertThat(cluster.getProject()).isEqualTo("web");
        assertThat(cluster.getSecretName()).isEqualTo("spoke");
        assertThat(repositories
                        .await(namespace + "/shop-repository", RepositoryObserved.class, seen -> true)
                        .getProject())
                .isEqualTo("web");
        var template = repositories.await(namespace + "/templates", RepositoryObserved.class, seen -> true);
        assertThat(template.getTemplate()).isTrue();
        assertThat(template.getUrl()).isEqualTo("ssh://git@git.example/team");
        var web = RecordKeys.project(namespace, "web");
        var before = projects.await(web, ProjectObserved.class, seen -> true);

        user.project("web", "after");
        projects.await(web, ProjectObserved.class, seen -> !seen.getSpecDigest().equals(before.getSpecDigest()));
        user.delete("appprojects", "web");
        user.deleteSecret("spoke");
        user.deleteSecret("templates");
        projects.await("the project to go", newest -> gone(newest, web));
        clusters.await("the cluster to go", newest -> gone(newest, "https://spoke.example"));
        repositories.await("the template to go", newest -> gone(newest, namespace + "/templates"));
    }

    @Test
    void writesNoCredentialOnAnyTopic(TestKafka kafka) {
        var clusters = installation.view(Topics.CLUSTERS);
        var repositories = installation.view(Topics.REPOSITORIES);
        var syncs = installation.view(Topics.SYNCS);
        var secretUrl = "https://robot:%s@git.example/shop.git".formatted(CANARY);
        user.secret(
                "spoke",
                "cluster",
                Map.of("server", "https://spoke.example", "config", "{\"bearerToken\": \"%s\"}".formatted(CANARY)));
        user.secret("login", "cluster", Map.of("server", "https://admin:%s@login.example".formatted(CANARY)));
        user.secret(
                "own",
                "repository",
                Map.of("url", secretUrl, "username", CANARY, "password", CANARY, "sshPrivateKey", CANARY));
        user.secret("broken", "repository", Map.of("url", "https://robot:%s/@git.example/shop.git".formatted(CANARY)));
        user.secret("template", "repo-creds", Map.of("url", "https://" + CANARY + "@git.example", "password", CANARY));
        user.application("shop", "https://spoke.example", secretUrl);
        user.patch("shop", """
                {"operation": {"sync": {"source": {"repoURL": "%1$s", "path": "."}}},
                 "metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "%1$s"}},
                 "status": {"history": [{"id": 0, "revision": "1", "deployedAt": "2026-01-01T12:00:00Z",
                     "source": {"repoURL": "%1$s", "path": "."}}]}}""".formatted(secretUrl));

        clusters.await("https://spoke.example", ClusterObserved.class, seen -> true);
        repositories.await(namespace + "/own", RepositoryObserved.class, seen -> true);
        repositories.await(namespace + "/template", RepositoryObserved.class, seen -> true);
        syncs.await(application(shop), RequestSync.class, seen -> true);
        var seen = awaitShop(last -> last.getProblems().stream()
                .anyMatch(problem -> problem.getCode().equals("PasswordInUrl")));

        assertThat(CompressedJson.decompress(seen.getSpec())).asString().doesNotContain(CANARY);
        assertThat(everythingWritten(kafka)).contains("spoke.example").doesNotContain(CANARY);
    }

    @Test
    void givesAnOperationAnIdAndPublishesItOnce() {
        var syncs = installation.view(Topics.SYNCS);
        var audit = installation.view(Topics.AUDIT);
        user.application("shop", HUB, REPOSITORY);

        user.patch("shop", "{\"operation\": {\"initiatedBy\": {\"username\": \"ann\"}, \"sync\": {\"prune\": true}}}");

        var asked = syncs.await(application(shop), RequestSync.class, seen -> true);
        assertThat(asked.getOperationId()).isEqualTo(operationId());
        assertThat(asked.getOrigin()).isEqualTo(SyncOrigin.MANUAL);
        assertThat(asked.getInitiatedBy()).isEqualTo("ann");
        assertThat(asked.getPrune()).isTrue();
        var noted = audit.await(shop.toString(), AuditRecorded.class, seen -> true);
        assertThat(noted.getActor()).isEqualTo("ann");
        assertThat(noted.getDetail()).contains(asked.getOperationId());

        user.patch("shop", "{\"operation\": null}");
        user.patch("shop", "{\"operation\": {\"sync\": {}, \"info\": [{\"name\": \"reason\", \"value\": \"again\"}]}}");
        var next = syncs.await(application(shop), RequestSync.class, seen -> !seen.getOperationId()
                .equals(asked.getOperationId()));
        assertThat(next.getOperation()).contains("again");
        assertThat(syncs.count()).isEqualTo(2);
    }

    @Test
    void handsAnOperationThatNamesNothingToDoOn() {
        var syncs = installation.view(Topics.SYNCS);
        user.application("shop", HUB, REPOSITORY);

        user.patch("shop", "{\"operation\": {}}");

        var asked = syncs.await(application(shop), RequestSync.class, seen -> true);
        assertThat(asked.getOperationId()).isEqualTo(operationId());
        assertThat(asked.getOperation()).doesNotContain("sync");
    }

    @Test
    void handsARequestToRefreshOnAndTakesItsAnnotationAway() {
        var webhooks = installation.view(Topics.WEBHOOKS);
        user.application("shop", HUB, REPOSITORY);
        awaitShop(seen -> true);

        user.patch("shop", "{\"metadata\": {\"annotations\": {\"argocd.argoproj.io/refresh\": \"normal\"}}}");

        var wish = webhooks.await(shop.toString(), WebhookReceived.class, seen -> true);
        assertThat(wish.getRepositoryUrls()).containsExactly(REPOSITORY);
        Await.until("the annotation to be taken away", PATIENCE, () -> user.application("shop")
                .at("/metadata/annotations")
                .path("argocd.argoproj.io/refresh")
                .isMissingNode());
        user.patch("shop", "{\"metadata\": {\"labels\": {\"team\": \"web\"}}}");
        awaitShop(seen -> seen.getLabels().containsKey("team"));
        assertThat(webhooks.count()).isEqualTo(1);
        assertThat(applications.count()).as("a wish changes no application").isEqualTo(2);
    }

    private String operationId() {
        return user.application("shop").at("/operation/info/0/value").asText();
    }

    private ApplicationObserved awaitShop(Predicate<ApplicationObserved> wanted) {
        return applications.await(application(shop), ApplicationObserved.class, wanted);
    }

    private void awaitGone() {
        applications.await("the application to go", newest -> gone(newest, application(shop)));
    }

    private static Optional<Boolean> gone(Map<String, ?> newest, String key) {
        return newest.containsKey(key) ? Optional.empty() : Optional.of(true);
    }

    /** Keys, values and headers of all records of all topics. */
    private static String everythingWritten(TestKafka kafka) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .filter(partition -> !partition.topic().startsWith("__"))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var text = new StringBuilder();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    append(text, record.key());
                    append(text, record.value());
                    record.headers().forEach(header -> append(text, header.value()));
                }
            }
            return text.toString();
        }
    }

    private static void append(StringBuilder text, byte[] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, ISO_8859_1)).append('\n');
        }
    }
}
