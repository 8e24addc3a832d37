package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.Credentials;
import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.CuttingRelay;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFailuresTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();
    private static final RepositoryAccess ADA =
            ANYONE.withCredentials(new Credentials.UsernamePassword("ada", "s3cret"));
    private static final GitLimits IMPATIENT =
            GitLimits.standard().withTimes(Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofSeconds(30));

    private Path folder;
    private SampleRepository sample;
    private HttpGitServer server;
    private Mirrors mirrors;
    private RepositoryUrl url;
    private String sha;

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        sample = SampleRepository.create(folder.resolve("served/app.git"));
        sha = sample.commit(Map.of("a.yaml", "a: 1"));
        server = HttpGitServer.start(folder.resolve("served"));
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
        url = RepositoryUrl.parse(server.url("app.git"));
    }

    @AfterEach
    void stop() {
        mirrors.close();
        server.close();
        sample.close();
    }

    private GitException failure(RepositoryUrl from, RepositoryAccess access) {
        var listing = catchThrowableOfType(GitException.class, () -> mirrors.remoteRefs(from, access));
        var fetching = catchThrowableOfType(GitException.class, () -> mirrors.fetch(from, access, sha));
        assertThat(fetching.code()).isEqualTo(listing.code());
        assertThat(fetching.getMessage()).contains(from.toString()).doesNotContain("s3cret");
        return listing;
    }

    private void answer(int status) {
        server.gate((_, response) -> {
            response.sendError(status);
            return true;
        });
    }

    private void demand(String authorization) {
        server.gate((request, response) -> {
            if (authorization.equals(request.getHeader("Authorization"))) {
                return false;
            }
            response.setHeader("WWW-Authenticate", "Basic realm=\"git\"");
            response.sendError(401);
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION",
        "403, PERMISSION",
        "404, NOT_FOUND",
        "410, NOT_FOUND",
        "429, SERVER_ERROR",
        "500, SERVER_ERROR",
        "503, SERVER_ERROR"
    })
    void knowsWhatAStatusMeans(int status, GitErrorCode code) {
        answer(status);

        assertThat(failure(url, ADA).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"401, AUTHENTICATION", "403, PERMISSION", "404, NOT_FOUND", "500, SERVER_ERROR"})
    void knowsItOfAWarmRepositoryToo(int status, GitErrorCode code) {
        mirrors.fetch(url, ANYONE, sha);
        sha = sample.commit(Map.of("a.yaml", "a: 2"));
        answer(status);

        assertThat(failure(url, ADA).code()).isEqualTo(code);
    }

    @Test
    void goesOnAsSoonAsTheServerDoes() {
        answer(503);
        failure(url, ANYONE);
        server.gate((_, _) -> false);

        assertThat(mirrors.fetch(url, ANYONE, sha)).isEqualTo(Presence.FETCHED);
    }

    @Test
    void logsInWithTheFirstRequest() {
        demand("Basic " + Base64.getEncoder().encodeToString("ada:s3cret".getBytes(StandardCharsets.UTF_8)));

        mirrors.fetch(url, ADA, sha);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void logsInWithABearerToken() {
        demand("Bearer s3cret");

        assertThat(mirrors.fetch(url, ANYONE.withCredentials(new Credentials.BearerToken("s3cret")), sha))
                .isEqualTo(Presence.FETCHED);
    }

    @Test
    void tellsMissingFromWrongCredentials() {
        demand("Basic nobody");

        assertThat(failure(url, ANYONE)).hasMessageContaining("wants credentials");
        assertThat(failure(url, ADA)).hasMessageContaining("rejects the credentials");
    }

    @Test
    void readsAPublicRepositoryWithStaleCredentials() {
        server.gate((request, response) -> {
            if (request.getHeader("Authorization") == null) {
                return false;
            }
            response.sendError(401);
            return true;
        });

        assertThat(mirrors.fetch(url, ADA, sha)).isEqualTo(Presence.FETCHED);
    }

    @Test
    void knowsThatAPageIsNotARepository() {
        server.gate((_, response) -> {
            response.setContentType("text/html");
            response.getWriter().print("<html>Sign in</html>");
            return true;
        });

        assertThat(failure(url, ANYONE).code()).isEqualTo(GitErrorCode.NOT_GIT);
    }

    @Test
    void knowsALoginRedirect() {
        server.gate((_, response) -> {
            response.sendRedirect("/login");
            return true;
        });

        assertThat(failure(url, ANYONE).code()).isEqualTo(GitErrorCode.NOT_GIT);
    }

    @Test
    void followsARepositoryThatHasMoved() {
        server.gate((request, response) -> {
            if (!request.getRequestURI().startsWith("/old.git")) {
                return false;
            }
            response.sendRedirect(
                    request.getRequestURI().replace("/old.git", "/app.git") + "?" + request.getQueryString());
            return true;
        });

        assertThat(mirrors.fetch(RepositoryUrl.parse(server.url("old.git")), ANYONE, sha))
                .isEqualTo(Presence.FETCHED);
    }

    @Test
    void knowsThatNobodyListens() {
        server.close();

        assertThat(failure(url, ANYONE))
                .hasMessageContaining("refused")
                .extracting(GitException::code)
                .isEqualTo(GitErrorCode.UNREACHABLE);
    }

    @Test
    void knowsThatAHostIsUnknown() {
        var nowhere = RepositoryUrl.parse("http://nowhere.invalid/app.git");

        assertThat(failure(nowhere, ANYONE))
                .hasMessageContaining("host name")
                .extracting(GitException::code)
                .isEqualTo(GitErrorCode.UNREACHABLE);
    }

    @Test
    void givesUpOnAServerThatHangs() {
        server.gate((request, _) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return true;
        });

        try (var impatient = Mirrors.open(folder.resolve("impatient"), IMPATIENT)) {
            var failure = catchThrowableOfType(GitException.class, () -> impatient.remoteRefs(url, ANYONE));

            assertThat(failure.code()).isEqualTo(GitErrorCode.TIMEOUT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 300, 500, 600, 700})
    void survivesAnAnswerThatIsCutOff(int bytes) {
        try (var relay = CuttingRelay.before(server.port())) {
            var cut = RepositoryUrl.parse(relay.url("app.git"));
            relay.cutAfter(bytes);
            var failure = catchThrowableOfType(GitException.class, () -> mirrors.fetch(cut, ANYONE, sha));
            relay.letEverythingPass();

            assertThat(failure.code()).isEqualTo(GitErrorCode.UNREACHABLE);
            assertThat(mirrors.fetch(cut, ANYONE, sha)).isEqualTo(Presence.FETCHED);
            assertThat(mirrors.tree(cut, sha).read("a.yaml")).asString().isEqualTo("a: 1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 700})
    void givesUpOnAnAnswerThatFallsSilent(int bytes) {
        try (var relay = CuttingRelay.before(server.port());
                var impatient = Mirrors.open(folder.resolve("impatient"), IMPATIENT)) {
            relay.fallSilentAfter(bytes);
            var silent = RepositoryUrl.parse(relay.url("app.git"));

            var failure = catchThrowableOfType(GitException.class, () -> impatient.fetch(silent, ANYONE, sha));

            assertThat(failure.code()).isEqualTo(GitErrorCode.TIMEOUT);
        }
    }

    @Test
    void refusesMoreThanTheLimit() {
        var limits = GitLimits.standard().withSizes(200, 1000, 1000, 1000);
        try (var small = Mirrors.open(folder.resolve("small"), limits)) {
            var failure = catchThrowableOfType(GitException.class, () -> small.fetch(url, ANYONE, sha));

            assertThat(failure.code()).isEqualTo(GitErrorCode.TOO_LARGE);
        }
    }
}
