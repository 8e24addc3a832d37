package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import io.headwater.git.fixture.SshGitServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosingTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();

    @Test
    void leavesNoThreadsBehind(@TempDir Path folder) {
        try (var sample = SampleRepository.create(folder.resolve("served/app.git"));
                var server = HttpGitServer.start(folder.resolve("served"));
                var sshServer = SshGitServer.start(folder.resolve("served"))) {
            var sha = sample.commit(Map.of("a", "1"));
            var key = SshGitServer.newKey("ssh-ed25519", 256);
            sshServer.letIn(key);
            var withKey = RepositoryAccess.fromSecretData(
                    Map.of("sshPrivateKey", SshGitServer.privateKey(key), "insecure", "true"));
            var before = threads();
            try (var mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard())) {
                mirrors.fetch(RepositoryUrl.parse(server.url("app.git")), ANYONE, sha);
                mirrors.fetch(RepositoryUrl.parse("file://" + sample.directory()), ANYONE, sha);
                mirrors.fetch(RepositoryUrl.parse(sshServer.url("app.git")), withKey, sha);
            }

            assertThat(threads().stream().filter(name -> !before.contains(name)).filter(name -> !isOfTheServer(name)))
                    .isEmpty();
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    private static boolean isOfTheServer(String name) {
        return name.startsWith("sshd-SshServer")
                || name.startsWith("qtp")
                || name.startsWith("Scheduler-")
                || name.startsWith("JGit-")
                || name.startsWith("ForkJoinPool");
    }

    @Test
    void givesUpWhatIsUnderWay(@TempDir Path folder) throws Exception {
        try (var sample = SampleRepository.create(folder.resolve("served/app.git"));
                var server = HttpGitServer.start(folder.resolve("served"))) {
            var sha = sample.commit(Map.of("a", "1"));
            var asked = new CountDownLatch(1);
            server.gate((_, _) -> {
                asked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                return true;
            });
            var mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
            var url = RepositoryUrl.parse(server.url("app.git"));
            var fetching = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(GitException.class, () -> mirrors.fetch(url, ANYONE, sha)));
            asked.await();
            mirrors.close();

            assertThat(fetching.get().code()).isEqualTo(GitErrorCode.CLOSED);
            assertThat(catchThrowableOfType(GitException.class, () -> mirrors.fetch(url, ANYONE, sha))
                            .code())
                    .isEqualTo(GitErrorCode.CLOSED);
        }
    }
}
