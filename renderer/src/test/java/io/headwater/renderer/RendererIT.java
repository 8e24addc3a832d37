package io.headwater.renderer;

import static io.headwater.repositories.fixture.OtherServices.application;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.repositories.fixture.Await;
import io.headwater.repositories.fixture.FakeSettings;
import io.headwater.repositories.fixture.OtherServices;
import io.headwater.repositories.fixture.RunningService;
import io.headwater.repositories.fixture.TestInstallation;
import io.headwater.repositories.fixture.TopicView;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.RenderedSet;
import io.headwater.testcluster.git.GitFault;
import io.headwater.testcluster.git.GitRepository;
import io.headwater.testcluster.git.GitRequest;
import io.headwater.testcluster.git.GitServer;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The renderer with a real broker and a real Git server. */
@WithKafka
class RendererIT {

    private TestInstallation installation;
    private GitServer server;
    private GitRepository repository;
    private FakeSettings hub;
    private OtherServices others;
    private TopicView desired;

    @BeforeEach
    void start(TestKafka kafka, @TempDir Path directory) throws IOException {
        installation = TestInstallation.on(kafka, directory);
        server = GitServer.start(directory.resolve("git"));
        repository = server.create("shop");
        hub = new FakeSettings();
        others = new OtherServices(installation.publisher());
        desired = installation.view(Topics.DESIRED);
    }

    @AfterEach
    void stop() {
        server.close();
        installation.close();
    }

    private RunningService render() {
        return installation.run(new Renderer(TestInstallation.repositories(hub)), Map.of());
    }

    @Test
    void writesObjectsMarkedAndSealedAndThenTheSet() {
        var history = installation.view(Topics.HISTORY);
        var commit = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1"), "web/b.yaml", secret("b")));
        try (var renderer = render()) {
            stands("web", "spec-1", commit);

            var set = awaitGood(
                    "web", good -> good.getRevisions().getFirst().getRevision().equals(commit));

            assertThat(set.getSourceType()).isEqualTo("Directory");
            var objects = objects("web", set);
            assertThat(objects.getFirst())
                    .isEqualTo(
                            "{\"apiVersion\":\"v1\",\"data\":{\"key\":\"1\"},\"kind\":\"ConfigMap\",\"metadata\":{"
                                    + "\"annotations\":{\"argocd.argoproj.io/tracking-id\":\"web:/ConfigMap:shop/a\"},\"name\":\"a\"}}");
            assertThat(objects.get(1)).contains("sealed:v1:").doesNotContain("c2VjcmV0");
            assertThat(keys("web").getLast()).isEqualTo(RecordKeys.desiredSet(application("web")));
            history.await("three of history", newest -> Optional.of(newest).filter(any -> history.count() == 3));
            assertThat(history.written()
                            .getLast()
                            .value()
                            .map(HistoryRecorded.class::cast)
                            .map(HistoryRecorded::getWhat))
                    .containsInstanceOf(DesiredSet.class);
        }
    }

    @Test
    void writesOnlyWhatACommitChangesAndTakesBackWhatItDeletes() {
        var first = repository.commit(
                "first",
                Map.of(
                        "web/a.yaml",
                        configMap("a", "1"),
                        "web/b.yaml",
                        configMap("b", "1"),
                        "web/c.yaml",
                        configMap("c", "1")));
        try (var renderer = render()) {
            stands("web", "spec-1", first);
            var before = awaitGood("web", good -> good.getDigests().size() == 3);

            var second = repository.commit("second", Map.of("web/a.yaml", configMap("a", "2")), "web/c.yaml");
            stands("web", "spec-1", second);
            var after = awaitGood("web", good -> good.getDigests().size() == 2);

            assertThat(after.getDigests().get(1)).isEqualTo(before.getDigests().get(1));
            desired.await("old objects gone", newest -> Optional.of(newest).filter(left -> left.size() == 3));
            assertThat(desired.count()).isEqualTo(4 + 2 + 2);
        }
    }

    @Test
    void movesTheRevisionWithoutWritingObjectsWhenACommitTouchesOthers() {
        var first = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        try (var renderer = render()) {
            stands("web", "spec-1", first);
            awaitGood("web", good -> true);

            var second = repository.commit("second", Map.of("other/a.yaml", configMap("x", "1")));
            stands("web", "spec-1", second);

            awaitGood(
                    "web", good -> good.getRevisions().getFirst().getRevision().equals(second));
            assertThat(desired.count()).isEqualTo(3);
        }
    }

    @Test
    void keepsTheLastGoodSetWhileACommitIsBroken() {
        var first = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        try (var renderer = render()) {
            stands("web", "spec-1", first);
            var good = awaitGood("web", any -> true);

            var broken =
                    repository.commit("second", Map.of("web/a.yaml", "apiVersion: v1\nkind: ConfigMap\n  metadata:\n"));
            stands("web", "spec-1", broken);

            var failed = awaitFailure("web", "ManifestInvalid");
            assertThat(failed.getGood()).isEqualTo(good);
            assertThat(Objects.requireNonNull(failed.getFailure()).getMessage()).startsWith("web/a.yaml:");
            var repaired = repository.commit("third", Map.of("web/a.yaml", configMap("a", "2")));
            stands("web", "spec-1", repaired);
            awaitGood("web", set -> set.getRevisions().getFirst().getRevision().equals(repaired));
        }
    }

    @Test
    void waitsUntilRevisionAndApplicationAreOfOneVersion() {
        var commit = repository.commit(
                "first", Map.of("web/a.yaml", configMap("a", "1"), "old/b.yaml", configMap("b", "1")));
        try (var renderer = render()) {
            others.application("web", "spec-2", repository.uri(), "main", "web");
            others.revision("web", "spec-1", repository.uri(), "main", commit);
            others.revision("web", "spec-2", repository.uri(), "main", commit);

            assertThat(awaitGood("web", good -> true).getSpecDigest()).isEqualTo("spec-2");
            assertThat(desired.count()).isEqualTo(2);
        }
    }

    @Test
    void fetchesOnceForTwoHundredApplications() {
        var files = new HashMap<String, String>();
        for (var number = 0; number < 200; number++) {
            files.put("app-%03d/a.yaml".formatted(number), configMap("a-" + number, "1"));
        }
        var commit = repository.commit("first", files);
        for (var number = 0; number < 200; number++) {
            var name = "app-%03d".formatted(number);
            others.application(name, "spec-1", repository.uri(), "main", name);
            others.revision(name, "spec-1", repository.uri(), "main", commit);
        }
        try (var renderer = render()) {
            desired.await("200 sets", newest -> Optional.of(newest)
                    .filter(all -> all.values().stream()
                                    .filter(DesiredSet.class::isInstance)
                                    .count()
                            == 200));

            assertThat(server.requests(repository).stream().filter(GitRequest::isFetch))
                    .hasSize(1);
        }
    }

    @Test
    void recoversFromWrongCredentialsWithoutARestart() {
        var commit = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        repository.require(new GitRepository.Credentials("robot", "right"));
        hub.secret("argocd", "shop", Map.of("username", "robot", "password", "wrong"));
        others.repository("shop", "1", repository.uri());
        try (var renderer = render()) {
            stands("web", "spec-1", commit);
            assertThat(awaitFailure("web", "CredentialsRejected").getGood()).isNull();

            hub.secret("argocd", "shop", Map.of("username", "robot", "password", "right"));
            others.repository("shop", "2", repository.uri());

            awaitGood("web", good -> true);
        }
    }

    @Test
    void triesAgainWhileTheRepositoryIsUnreachable() {
        var commit = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        try (var renderer = render();
                var fault = server.fault(repository, new GitFault.Refuse(503))) {
            stands("web", "spec-1", commit);
            awaitFailure("web", "RepositoryServerError");

            fault.close();

            awaitGood("web", good -> true);
        }
    }

    @Test
    void republishesNothingAfterARestart() {
        var commit = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        try (var renderer = render()) {
            stands("web", "spec-1", commit);
            stands("broken", "spec-1", commit, "nowhere");
            awaitGood("web", good -> true);
            awaitFailure("broken", "PathMissing");
        }
        var second = repository.commit("second", Map.of("web/a.yaml", configMap("a", "2")));
        try (var renderer = render()) {
            stands("web", "spec-1", second);
            awaitGood(
                    "web", good -> good.getRevisions().getFirst().getRevision().equals(second));
            desired.await("old object gone", newest -> Optional.of(newest).filter(left -> left.size() == 3));
        }

        // Of `web` an object and a set twice, and an object taken back; of `broken` a set.
        assertThat(desired.count()).isEqualTo(4 + 1 + 1);
    }

    @Test
    void goesOnAfterItWasKilled() {
        var first = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        stands("web", "spec-1", first);
        stands("api", "spec-1", first, "web");
        try (var renderer = installation.start(RendererMain.class, Map.of())) {
            awaitGood("web", good -> true);
            awaitGood("api", good -> true);
            renderer.kill();
        }
        var second = repository.commit("second", Map.of("web/a.yaml", configMap("a", "2")));
        stands("web", "spec-1", second);
        try (var renderer = installation.start(RendererMain.class, Map.of())) {
            awaitGood(
                    "web", good -> good.getRevisions().getFirst().getRevision().equals(second));
            desired.await("old object gone", newest -> Optional.of(newest).filter(left -> left.size() == 4));
        }

        // Two objects and two sets; then an object and a set, and an object taken back.
        assertThat(desired.count()).isEqualTo(4 + 3);
    }

    @Test
    void dropsARenderWhenANewerCommitComes() {
        var first = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        var second = repository.commit("second", Map.of("web/a.yaml", configMap("a", "2")));
        try (var renderer = render();
                var fault = server.fault(GitRequest::isFetch, new GitFault.Hang())) {
            stands("web", "spec-1", first);
            Await.until("fetching", Duration.ofSeconds(10), () -> server.requests(repository).stream()
                    .anyMatch(GitRequest::isFetch));
            var applications = installation.view(Topics.REVISIONS);
            stands("web", "spec-1", second);
            applications.await(
                    "the newer revision", newest -> Optional.of(newest).filter(any -> applications.count() == 2));

            fault.close();

            awaitGood(
                    "web", good -> good.getRevisions().getFirst().getRevision().equals(second));
            assertThat(desired.count()).isEqualTo(2);
        }
    }

    @Test
    void takesEverythingBackOfAnApplicationThatIsGone() {
        var commit = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        try (var renderer = render()) {
            stands("web", "spec-1", commit);
            awaitGood("web", good -> true);

            others.applicationRemoved("web");

            desired.await("nothing left", newest -> Optional.of(newest).filter(Map::isEmpty));
        }
    }

    @Test
    void rendersAnEmptyFolderAsAnEmptySet() {
        var commit = repository.commit("first", Map.of("web/README.md", "nothing"));
        try (var renderer = render()) {
            stands("web", "spec-1", commit);

            assertThat(awaitGood("web", good -> true).getDigests()).isEmpty();
        }
    }

    @Test
    void repairsWhatSomebodyElseWroteLast() {
        var first = repository.commit("first", Map.of("web/a.yaml", configMap("a", "1")));
        var second = repository.commit("second", Map.of("web/a.yaml", configMap("a", "2")));
        try (var renderer = render()) {
            stands("web", "spec-1", first);
            awaitGood("web", good -> true);
            var key = RecordKeys.desiredSet(application("web"));
            var old = desired.newest(key, DesiredSet.class).orElseThrow();
            stands("web", "spec-1", second);
            awaitGood(
                    "web", good -> good.getRevisions().getFirst().getRevision().equals(second));

            installation.publisher().send(Topics.DESIRED, key, old);

            Await.until(
                    "overwritten",
                    Duration.ofSeconds(20),
                    () -> desired.written().stream()
                                    .filter(record -> record.value().equals(Optional.of(old)))
                                    .count()
                            == 2);
            awaitGood(
                    "web", good -> good.getRevisions().getFirst().getRevision().equals(second));
        }
    }

    private void stands(String name, String specDigest, String commit) {
        stands(name, specDigest, commit, name);
    }

    private void stands(String name, String specDigest, String commit, String path) {
        others.application(name, specDigest, repository.uri(), "main", path);
        others.revision(name, specDigest, repository.uri(), "main", commit);
    }

    private RenderedSet awaitGood(String name, Predicate<RenderedSet> wanted) {
        var set = desired.await(
                RecordKeys.desiredSet(application(name)),
                DesiredSet.class,
                record -> record.getFailure() == null && record.getGood() != null && wanted.test(record.getGood()));
        return Objects.requireNonNull(set.getGood());
    }

    private DesiredSet awaitFailure(String name, String code) {
        return desired.await(
                RecordKeys.desiredSet(application(name)),
                DesiredSet.class,
                record -> record.getFailure() != null
                        && record.getFailure().getCode().equals(code));
    }

    private List<String> objects(String name, RenderedSet set) {
        return set.getDigests().stream()
                .map(digest -> desired.newest(RecordKeys.desiredObject(application(name), digest), DesiredObject.class)
                        .orElseThrow())
                .map(object -> new String(CompressedJson.decompress(object.getObject()), UTF_8))
                .toList();
    }

    private List<String> keys(String name) {
        return desired.written().stream()
                .map(TopicView.Written::key)
                .filter(key -> key.startsWith(application(name) + "|"))
                .collect(Collectors.toList());
    }

    private static String configMap(String name, String value) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\ndata:\n  key: \"%s\"\n".formatted(name, value);
    }

    private static String secret(String name) {
        return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\ndata:\n  key: c2VjcmV0\n".formatted(name);
    }
}
