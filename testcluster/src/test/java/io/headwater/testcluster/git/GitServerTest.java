package io.headwater.testcluster.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.ServerIdentity;
import io.headwater.testcluster.git.GitRepository.Credentials;
import io.headwater.testcluster.git.GitRequest.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.errors.TransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitServerTest {

    private final Path directory;
    private final GitServer server;
    private final GitRepository repository;

    GitServerTest(@TempDir Path directory) {
        this.directory = directory;
        server = GitServer.start(directory.resolve("server"));
        repository = server.create("team/shop");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesWhatIsCommitted() throws Exception {
        repository.commit("first", Map.of("app/web.yaml", "kind: Service", "app/old.yaml", "kind: ConfigMap"));
        var second = repository.commit("second", Map.of("app/web.yaml", "kind: Deployment"), "app/old.yaml");

        try (var client = client()) {
            client.fetch();

            assertThat(client.head()).isEqualTo(second);
            assertThat(client.text("app/web.yaml")).isEqualTo("kind: Deployment");
            assertThat(client.text("app/old.yaml")).isEmpty();
        }
    }

    @Test
    void deletesFolders() throws Exception {
        repository.commit("first", Map.of("app/a.yaml", "a", "app/deep/b.yaml", "b", "other.yaml", "c"));
        repository.commit("second", Map.of(), "app");

        try (var client = client()) {
            client.fetch();

            assertThat(client.text("app/deep/b.yaml")).isEmpty();
            assertThat(client.text("other.yaml")).isEqualTo("c");
        }
        assertThatThrownBy(() -> repository.commit("third", Map.of(), "app")).hasMessageContaining("nothing to delete");
    }

    @Test
    void takesPushes() throws Exception {
        var commit = repository.commit("first", Map.of("file", "text"));
        try (var client = client()) {
            client.fetch();
            client.push("refs/heads/main:refs/heads/pushed");
        }

        assertThat(repository.head("pushed")).contains(commit);
        assertThat(server.requests(repository))
                .extracting(GitRequest::operation)
                .endsWith(Operation.PUSH_INFO, Operation.PUSH);
    }

    @Test
    void canBeForcedBackAndRewritten() throws Exception {
        var first = repository.commit("first", Map.of("file", "one"));
        repository.commit("second", Map.of("file", "two"));

        repository.branch("main", first);
        assertThat(repository.head("main")).contains(first);

        var rewritten = repository.replaceHistory("main", "rewritten", Map.of("other", "three"));
        try (var client = client()) {
            client.fetch();

            assertThat(client.head()).isEqualTo(rewritten);
            assertThat(client.text("file")).isEmpty();
            assertThat(client.has(first)).isFalse();
        }
    }

    @Test
    void keepsBranchesAndTags() {
        var commit = repository.commit("first", Map.of("file", "text"));
        repository.branch("release", commit);
        repository.tag("v1", commit);

        assertThat(repository.annotatedTag("v2", commit, "the second")).isNotEqualTo(commit);
        assertThat(repository.defaultBranch()).isEqualTo("main");

        repository.defaultBranch("release");
        repository.deleteBranch("main");
        repository.deleteTag("v1");

        assertThat(repository.defaultBranch()).isEqualTo("release");
        assertThat(repository.head("main")).isEmpty();
        assertThat(repository.head("release")).contains(commit);
    }

    @Test
    void listsWhatWasAsked() throws Exception {
        repository.commit("first", Map.of("file", "text"));
        try (var client = client()) {
            client.fetch();
        }

        assertThat(server.requests(repository))
                .extracting(GitRequest::operation)
                .containsExactly(Operation.FETCH_INFO, Operation.LIST_REFS, Operation.FETCH);
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.protocol()).isEqualTo(2));
    }

    @Test
    void letsInWhoKnowsThePassword() throws Exception {
        repository.commit("first", Map.of("file", "text"));
        repository.require(new Credentials("robot", "right"));

        try (var client = client()) {
            assertThatThrownBy(client::fetch).hasStackTraceContaining("Authentication is required");
            assertThatThrownBy(client.as("robot", "wrong")::fetch).hasStackTraceContaining("not authorized");
            client.as("robot", "right").fetch();

            assertThat(client.text("file")).isEqualTo("text");
        }
        assertThat(server.requests()).last().satisfies(request -> assertThat(request.user())
                .contains("robot"));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503})
    void refusesAsLongAsItIsTold(int status) throws Exception {
        repository.commit("first", Map.of("file", "text"));
        try (var client = client()) {
            try (var fault = server.fault(repository, new GitFault.Refuse(status))) {
                assertThatThrownBy(client::fetch).hasStackTraceContaining(refusal(status));
                assertThat(fault.hits()).isNotEmpty();
            }
            client.fetch();
        }
    }

    @Test
    void hangsUntilHealed() throws Exception {
        repository.commit("first", Map.of("file", "text"));
        var fault = server.fault(GitRequest::isFetch, new GitFault.Hang());
        try (var client = client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var fetched = threads.submit(() -> {
                client.fetch();
                return client.text("file");
            });
            fault.awaitHits(1, Duration.ofSeconds(30));
            assertThatThrownBy(() -> fetched.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            fault.off();

            assertThat(fetched.get(30, TimeUnit.SECONDS)).isEqualTo("text");
        }
    }

    @Test
    void cutsAnswersInTheMiddle() throws Exception {
        repository.commit("first", Map.of("file", randomText(50_000)));
        try (var client = client()) {
            try (var fault = server.fault(GitRequest::isFetch, new GitFault.Cut(10_000))) {
                assertThatThrownBy(client::fetch).isInstanceOf(Exception.class);
                assertThat(fault.hits()).hasSize(1);
            }
            client.fetch();
        }
    }

    @Test
    void cutsSoThatAClientCanTell() throws Exception {
        server.fault(request -> true, new GitFault.Cut(20));

        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(repository.uri() + "/info/refs?service=git-upload-pack"))
                    .build();

            assertThatThrownBy(() -> http.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void answersSlowly() throws Exception {
        repository.commit("first", Map.of("file", randomText(10_000)));
        try (var client = client();
                var fault = server.fault(GitRequest::isFetch, new GitFault.Slow(20_000))) {
            var started = System.nanoTime();
            client.fetch();

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(400));
            assertThat(fault.hits()).hasSize(1);
        }
    }

    @Test
    void failsSoManyTimesOnly() throws Exception {
        repository.commit("first", Map.of("file", "text"));
        server.fault(1, request -> true, new GitFault.Refuse(502));

        try (var client = client()) {
            assertThatThrownBy(client::fetch).isInstanceOf(Exception.class);
            client.fetch();
        }
    }

    @Test
    void givesCommitsByIdAsFarAsItsPolicyAllows() throws Exception {
        var first = repository.commit("first", Map.of("file", "one"));
        repository.commit("second", Map.of("file", "two"));
        var unreachable = repository.commit("third", Map.of("file", "three"));
        repository.branch("main", first);
        var reachable = first;
        var tip = repository.commit("fourth", Map.of("file", "four"));

        repository.wants(WantPolicy.TIPS);
        assertThat(fetches(tip)).isTrue();
        assertThat(fetches(reachable)).isFalse();

        repository.wants(WantPolicy.REACHABLE);
        assertThat(fetches(reachable)).isTrue();
        assertThat(fetches(unreachable)).isFalse();

        repository.wants(WantPolicy.ANY);
        assertThat(fetches(unreachable)).isTrue();
    }

    @Test
    void leavesContentsOutWhenAskedToAndAllowed() throws Exception {
        repository.commit("first", Map.of("file", "text"));
        try (var client = client()) {
            client.fetchWithoutBlobs();

            assertThat(client.has(client.blob("file"))).isFalse();
        }
        repository.allowFilter(false);
        try (var client = client()) {
            assertThatThrownBy(client::fetchWithoutBlobs).isInstanceOf(Exception.class);
        }
    }

    @Test
    void forgetsDeletedRepositories() throws Exception {
        repository.commit("first", Map.of("file", "text"));
        server.delete("team/shop");
        try (var client = client()) {
            assertThatThrownBy(client::fetch).hasStackTraceContaining("not found");
        }
        var again = server.create("team/shop");

        assertThat(again.head("main")).isEmpty();
    }

    @Test
    void servesWhatAnEarlierServerLeft() throws Exception {
        var commit = server.create("kept").commit("first", Map.of("file", "text"));
        server.close();

        try (var second = GitServer.start(directory.resolve("server"))) {
            assertThat(second.repository("kept").head("main")).contains(commit);
        }
    }

    @Test
    void speaksTls() throws Exception {
        var identity = ServerIdentity.selfSigned(directory);
        try (var secure = GitServer.startWithTls(directory.resolve("secure"), identity);
                var http = HttpClient.newBuilder()
                        .sslContext(identity.clientContext())
                        .build()) {
            var created = secure.create("shop");
            var request = HttpRequest.newBuilder(URI.create(created.uri() + "/info/refs?service=git-upload-pack"))
                    .build();

            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    /** What JGit makes of it. */
    private static String refusal(int status) {
        return switch (status) {
            case 403 -> "not permitted";
            case 404 -> "not found";
            default -> String.valueOf(status);
        };
    }

    private boolean fetches(String commit) throws Exception {
        try (var client = client()) {
            client.fetchCommit(commit);
            return client.has(commit);
        } catch (TransportException refused) {
            return false;
        }
    }

    private GitClient client() throws Exception {
        return GitClient.of(repository, directory);
    }

    /** What git cannot compress. */
    private static String randomText(int length) {
        var random = new Random(1);
        return random.ints(length, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
