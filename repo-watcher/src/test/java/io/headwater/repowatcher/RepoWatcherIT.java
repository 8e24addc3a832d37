package io.headwater.repowatcher;

import static io.headwater.repositories.fixture.OtherServices.application;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.repositories.fixture.Await;
import io.headwater.repositories.fixture.FakeSettings;
import io.headwater.repositories.fixture.OtherServices;
import io.headwater.repositories.fixture.RunningService;
import io.headwater.repositories.fixture.TestInstallation;
import io.headwater.repositories.fixture.TopicView;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.CommitObserved;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.RevisionResolved;
import io.headwater.testcluster.git.GitFault;
import io.headwater.testcluster.git.GitRepository;
import io.headwater.testcluster.git.GitRequest;
import io.headwater.testcluster.git.GitServer;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repo-watcher with a real broker and a real Git server; it never polls unless a test says so. */
@WithKafka
class RepoWatcherIT {

    private static final Map<String, String> WITHOUT_POLLS = Map.of("timeout.reconciliation", "0");
    private static final String MAIN = "refs/heads/main";

    private TestInstallation installation;
    private GitServer server;
    private GitRepository repository;
    private FakeSettings hub;
    private OtherServices others;
    private TopicView revisions;

    @BeforeEach
    void start(TestKafka kafka, @TempDir Path directory) throws IOException {
        installation = TestInstallation.on(kafka, directory);
        server = GitServer.start(directory.resolve("git"));
        repository = server.create("shop");
        hub = new FakeSettings();
        others = new OtherServices(installation.publisher());
        revisions = installation.view(Topics.REVISIONS);
    }

    @AfterEach
    void stop() {
        server.close();
        installation.close();
    }

    private RunningService watch(Map<String, String> settings) {
        return installation.run(new RepoWatcher(TestInstallation.repositories(hub)), settings);
    }

    @Test
    void resolvesANewApplicationAtOnce() {
        var commit = repository.commit("first", Map.of("web/a.yaml", "a"));

        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "", "web");

            var resolved = awaitRevision("web", commit);
            assertThat(resolved.getSpecDigest()).isEqualTo("spec-1");
            assertThat(resolved.getRepositoryUrl()).isEqualTo(repository.uri().toString());
        }
    }

    @Test
    void believesAWebhookThatFitsAndAsksTheServerBehindIt() {
        var first = repository.commit("first", Map.of("web/a.yaml", "a"));
        var commits = installation.view(Topics.COMMITS);
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitRevision("web", first);
            var listings = listings();

            var second = repository.commit("second", Map.of("web/a.yaml", "b"));
            others.webhook(repository.uri(), MAIN, first, second);

            var moved = awaitRevision("web", second);
            Await.until("asked", Duration.ofSeconds(10), () -> listings() > listings);
            assertThat(server.requests(repository).getLast().at()).isAfter(moved.getResolvedAt());
            commits.await("the movement", newest -> newest.values().stream()
                    .map(CommitObserved.class::cast)
                    .filter(commit -> commit.getBefore().equals(first)
                            && commit.getAfter().equals(second))
                    .findAny());
        }
    }

    @Test
    void takesAForgedWebhookBack() {
        var first = repository.commit("first", Map.of("web/a.yaml", "a"));
        var forged = "f".repeat(40);
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitRevision("web", first);

            others.webhook(repository.uri(), MAIN, first, forged);

            awaitRevision("web", forged);
            awaitRevision("web", first);
        }
    }

    @Test
    void doesNotMoveBackwardsOnALateWebhook() {
        var first = repository.commit("first", Map.of("web/a.yaml", "a"));
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitRevision("web", first);
            var second = repository.commit("second", Map.of("web/a.yaml", "b"));
            var third = repository.commit("third", Map.of("web/a.yaml", "c"));

            others.webhook(repository.uri(), MAIN, second, third);
            awaitRevision("web", third);
            others.webhook(repository.uri(), MAIN, first, second);
            others.webhook(repository.uri(), MAIN, third, first);

            var fourth = repository.commit("fourth", Map.of("web/a.yaml", "d"));
            others.webhook(repository.uri(), "", "", "");
            awaitRevision("web", fourth);
            assertThat(seen("web")).containsExactly(first, third, fourth);
        }
    }

    @Test
    void looksAgainAtARepositoryOfFilesWhenSomebodyWishesIt(@TempDir Path directory) throws IOException {
        try (var files = GitServer.start(directory)) {
            var local = files.create("local");
            var first = local.commit("first", Map.of("web/a.yaml", "a"));
            var url = directory.resolve("local.git").toUri();
            try (var watcher = watch(WITHOUT_POLLS)) {
                others.application("web", "spec-1", url, "main", "web");
                awaitRevision("web", first);

                var second = local.commit("second", Map.of("web/a.yaml", "b"));
                others.webhook(url, "", "", "");

                awaitRevision("web", second);
            }
        }
    }

    @Test
    void followsAForcedPush() {
        var first = repository.commit("first", Map.of("web/a.yaml", "a"));
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitRevision("web", first);

            var rewritten = repository.replaceHistory("main", "rewritten", Map.of("web/a.yaml", "z"));
            others.webhook(repository.uri(), MAIN, first, rewritten);

            awaitRevision("web", rewritten);
        }
    }

    @Test
    void asksOnceForTwoHundredApplicationsAndAnnouncesTheTouchedOneFirst() {
        var first = repository.commit("first", Map.of("app-007/a.yaml", "a", "app-100/a.yaml", "a"));
        for (var number = 0; number < 200; number++) {
            var name = "app-%03d".formatted(number);
            others.application(name, "spec-1", repository.uri(), "main", name);
        }
        var applications = installation.view(Topics.APPLICATIONS);
        Await.until("written", Duration.ofSeconds(20), () -> applications.count() == 200);
        try (var watcher = watch(WITHOUT_POLLS)) {
            awaitCount(200, first);
            assertThat(listings()).isEqualTo(1);

            var second = repository.commit("second", Map.of("app-100/a.yaml", "b"));
            others.webhook(repository.uri(), MAIN, first, second);

            awaitCount(200, second);
            var order = revisions.written().stream()
                    .sorted((one, other) -> Long.compare(one.at(), other.at()))
                    .filter(record -> record.value()
                            .filter(value -> second.equals(((RevisionResolved) value).getRevision()))
                            .isPresent())
                    .map(TopicView.Written::key)
                    .toList();
            assertThat(order.getFirst()).isEqualTo(RecordKeys.revision(application("app-100"), 0));
            assertThat(order).hasSize(200);
        }
    }

    @Test
    void saysThatCredentialsAreRejectedAndRecoversWhenTheSecretIsCorrected() {
        var commit = repository.commit("first", Map.of("web/a.yaml", "a"));
        repository.require(new GitRepository.Credentials("robot", "right"));
        hub.secret("argocd", "shop", Map.of("url", "x", "username", "robot", "password", "wrong"));
        others.repository("shop", "1", repository.uri());
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            var failure = awaitFailure("web", "CredentialsRejected");
            assertThat(failure.getMessage())
                    .contains(repository.uri().getPath())
                    .doesNotContain("wrong");

            hub.secret("argocd", "shop", Map.of("url", "x", "username", "robot", "password", "right"));
            others.repository("shop", "2", repository.uri());

            awaitRevision("web", commit);
        }
    }

    @Test
    void triesAgainWhileARepositoryIsUnreachable() {
        var commit = repository.commit("first", Map.of("web/a.yaml", "a"));
        try (var watcher = watch(WITHOUT_POLLS);
                var fault = server.fault(repository, new GitFault.Refuse(503))) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitFailure("web", "RepositoryServerError");

            fault.close();

            awaitRevision("web", commit);
        }
    }

    @Test
    void saysWhichRevisionIsUnknownAndFindsItWhenItIsPushed() {
        var commit = repository.commit("first", Map.of("web/a.yaml", "a"));
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "release", "web");
            assertThat(awaitFailure("web", "RevisionUnknown").getMessage()).contains("'release'");

            repository.branch("release", commit);
            others.webhook(repository.uri(), "refs/heads/release", "0".repeat(40), commit);

            awaitRevision("web", commit);
        }
    }

    @Test
    void findsACommitByPollingAlone() {
        var first = repository.commit("first", Map.of("web/a.yaml", "a"));
        try (var watcher = watch(Map.of("timeout.reconciliation", "300ms", "timeout.reconciliation.jitter", "0"))) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitRevision("web", first);

            awaitRevision("web", repository.commit("second", Map.of("web/a.yaml", "b")));
        }
    }

    @Test
    void republishesNothingAfterARestartAndCoversWhatItMissed() {
        var first = repository.commit("first", Map.of("web/a.yaml", "a"));
        others.application("web", "spec-1", repository.uri(), "main", "web");
        others.application("pinned", "spec-1", repository.uri(), first, "web");
        try (var watcher = watch(WITHOUT_POLLS)) {
            awaitRevision("web", first);
            awaitRevision("pinned", first);
        }
        var listings = listings();
        try (var watcher = watch(WITHOUT_POLLS)) {
            Await.until("asked", Duration.ofSeconds(10), () -> listings() > listings);
        }
        var second = repository.commit("second", Map.of("web/a.yaml", "b"));
        try (var watcher = watch(WITHOUT_POLLS)) {
            awaitRevision("web", second);
        }

        assertThat(revisions.count()).isEqualTo(3);
    }

    @Test
    void goesOnAfterItWasKilled() {
        var first = repository.commit("first", Map.of("web/a.yaml", "a"));
        others.application("web", "spec-1", repository.uri(), "main", "web");
        others.application("api", "spec-1", repository.uri(), "main", "api");
        try (var watcher = installation.start(RepoWatcherMain.class, WITHOUT_POLLS)) {
            awaitRevision("web", first);
            awaitRevision("api", first);
            watcher.kill();
        }
        var second = repository.commit("second", Map.of("web/a.yaml", "b"));
        others.webhook(repository.uri(), MAIN, first, second);
        try (var watcher = installation.start(RepoWatcherMain.class, WITHOUT_POLLS)) {
            awaitRevision("web", second);
            awaitRevision("api", second);
        }

        assertThat(revisions.count()).isEqualTo(4);
    }

    @Test
    void withdrawsWhatItSaidOfAnApplicationThatIsGone() {
        var commit = repository.commit("first", Map.of("web/a.yaml", "a"));
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitRevision("web", commit);

            others.applicationRemoved("web");

            revisions.await("nothing left", newest -> newest.isEmpty() ? Optional.of(true) : Optional.empty());
        }
    }

    @Test
    void repairsWhatSomebodyElseWroteLast() {
        var commit = repository.commit("first", Map.of("web/a.yaml", "a"));
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("web", "spec-1", repository.uri(), "main", "web");
            awaitRevision("web", commit);

            others.revision("web", "spec-1", repository.uri(), "main", "e".repeat(40));

            awaitRevision("web", "e".repeat(40));
            awaitRevision("web", commit);
        }
    }

    @Test
    void saysThatChartsAreNotSupported() {
        try (var watcher = watch(WITHOUT_POLLS)) {
            others.application("chart", "spec-1", """
                    {"source": {"repoURL": "https://charts.example", "chart": "redis", "targetRevision": "1.x"}}""");

            awaitFailure("chart", "SourceNotSupported");
        }
    }

    private RevisionResolved awaitRevision(String name, String commit) {
        return revisions.await(
                RecordKeys.revision(application(name), 0),
                RevisionResolved.class,
                resolved -> commit.equals(resolved.getRevision()));
    }

    private Failure awaitFailure(String name, String code) {
        var resolved = revisions.await(
                RecordKeys.revision(application(name), 0),
                RevisionResolved.class,
                record -> record.getFailure() != null
                        && record.getFailure().getCode().equals(code));
        return Objects.requireNonNull(resolved.getFailure());
    }

    private void awaitCount(int count, String commit) {
        revisions.await(
                count + " at " + commit,
                newest -> newest.values().stream()
                                        .filter(value -> commit.equals(((RevisionResolved) value).getRevision()))
                                        .count()
                                == count
                        ? Optional.of(true)
                        : Optional.empty());
    }

    private List<String> seen(String name) {
        return revisions.written().stream()
                .filter(record -> record.key().equals(RecordKeys.revision(application(name), 0)))
                .flatMap(record -> record.value().stream())
                .map(value -> String.valueOf(((RevisionResolved) value).getRevision()))
                .toList();
    }

    private long listings() {
        return server.requests(repository).stream()
                .filter(request -> request.operation() == GitRequest.Operation.LIST_REFS)
                .count();
    }
}
