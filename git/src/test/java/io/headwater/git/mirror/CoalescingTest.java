package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CoalescingTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();

    private SampleRepository sample;
    private HttpGitServer server;
    private Mirrors mirrors;
    private RepositoryUrl url;

    @BeforeEach
    void start(@TempDir Path folder) {
        sample = SampleRepository.create(folder.resolve("served/app.git"));
        server = HttpGitServer.start(folder.resolve("served"));
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
        url = RepositoryUrl.parse(server.url("app.git"));
        mirrors.fetch(url, ANYONE, sample.commit(Map.of("a", "0")));
        server.forgetRequests();
    }

    @AfterEach
    void stop() {
        mirrors.close();
        server.close();
        sample.close();
    }

    /** Runs them all at once, while the server holds back its answers until all wait. */
    private <T> List<T> together(List<Callable<T>> calls) throws Exception {
        var hold = new CountDownLatch(1);
        server.gate((_, _) -> {
            try {
                hold.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (var call : calls) {
                futures.add(threads.submit(call));
            }
            while (mirrors.waiting() < calls.size()) {
                Thread.onSpinWait();
            }
            hold.countDown();
            for (var future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    @Test
    void fetchesACommitOnceForTwoHundredThreads() throws Exception {
        var sha = sample.commit(Map.of("a", "1"));
        var calls = new ArrayList<Callable<Presence>>();
        for (int i = 0; i < 200; i++) {
            calls.add(() -> mirrors.fetch(url, ANYONE, sha));
        }

        together(calls);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void fetchesManyCommitsInTwoRounds() throws Exception {
        var calls = new ArrayList<Callable<Presence>>();
        for (int i = 0; i < 200; i++) {
            var sha = sample.commitTo("branch-" + i, Map.of("a", "branch " + i));
            calls.add(() -> mirrors.fetch(url, ANYONE, sha));
        }

        together(calls);

        assertThat(server.requests()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void listsRefsAtMostTwiceForTwoHundredThreads() throws Exception {
        var sha = sample.commit(Map.of("a", "1"));
        var calls = new ArrayList<Callable<String>>();
        for (int i = 0; i < 200; i++) {
            calls.add(() -> mirrors.remoteRefs(url, ANYONE).branch("main").orElseThrow());
        }

        assertThat(together(calls)).containsOnly(sha);
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void spoilsNoGoodCommitByABadOneInTheSameRound() throws Exception {
        var sha = sample.commit(Map.of("a", "1"));
        var other = sample.commitTo("other", Map.of("a", "2"));
        var calls = new ArrayList<Callable<String>>();
        calls.add(() -> mirrors.fetch(url, ANYONE, sha).name());
        calls.add(() -> mirrors.fetch(url, ANYONE, other).name());
        calls.add(() -> {
            try {
                return mirrors.fetch(url, ANYONE, "1234567890123456789012345678901234567890")
                        .name();
            } catch (io.headwater.git.GitException failure) {
                return failure.code().name();
            }
        });

        assertThat(together(calls)).containsExactly("FETCHED", "FETCHED", "REVISION_UNKNOWN");
    }

    @Test
    void forgetsCredentialsThatNobodyUses() {
        mirrors.remoteRefs(url, ANYONE);

        assertThat(mirrors.upstreams()).isZero();
    }
}
