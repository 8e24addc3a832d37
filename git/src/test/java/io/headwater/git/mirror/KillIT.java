package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that fetches, again and again, and looks at what it leaves. */
class KillIT {

    private static final int KILLS = 8;
    private static final int COMMITS = 100;

    @Test
    void losesNothingThatWasFetchedAndGoesOn(@TempDir Path folder) throws Exception {
        var seed = System.nanoTime();
        System.out.println("KillIT seed " + seed);
        var random = new Random(seed);
        try (var sample = SampleRepository.create(folder.resolve("served/app.git"));
                var server = HttpGitServer.start(folder.resolve("served"))) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            var commits = commits(sample, random);
            Files.write(folder.resolve("commits"), commits.keySet());
            var fetched = new HashSet<String>();
            for (int kill = 0; kill < KILLS; kill++) {
                fetched.addAll(fetchUntilKilled(folder, server.url("app.git"), random));
                try (var mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard())) {
                    for (var sha : fetched) {
                        assertThat(mirrors.fetch(url, RepositoryAccess.anonymous(), sha))
                                .isEqualTo(Presence.ALREADY_THERE);
                        verify(mirrors, url, sha, commits.getOrDefault(sha, Map.of()));
                    }
                }
            }
            try (var mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard())) {
                for (var sha : commits.keySet()) {
                    mirrors.fetch(url, RepositoryAccess.anonymous(), sha);
                    verify(mirrors, url, sha, commits.getOrDefault(sha, Map.of()));
                }
            }
        }
    }

    private static void verify(Mirrors mirrors, RepositoryUrl url, String sha, Map<String, String> files) {
        var tree = mirrors.tree(url, sha);
        files.forEach((path, content) -> assertThat(tree.read(path)).asString().isEqualTo(content));
        assertThat(tree.walk("")).hasSize(files.size());
    }

    /** Small ones, whose objects are stored loose, and now and then a large one, that is stored as a pack. */
    private static Map<String, Map<String, String>> commits(SampleRepository sample, Random random) {
        var commits = new HashMap<String, Map<String, String>>();
        var files = new HashMap<String, String>();
        for (int i = 0; i < COMMITS; i++) {
            for (int change = 0; change < (i % 5 == 4 ? 250 : 3); change++) {
                files.put("d" + random.nextInt(10) + "/" + random.nextInt(30), "value: " + random.nextLong());
            }
            commits.put(sample.commit(files), Map.copyOf(files));
        }
        return commits;
    }

    private static List<String> fetchUntilKilled(Path folder, String url, Random random) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FetchingProcess.class.getName(),
                        folder.resolve("mirrors").toString(),
                        url,
                        folder.resolve("commits").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lifetime = 1 + random.nextInt(12);
        var fetched = new ArrayList<String>();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith(FetchingProcess.FETCHED)) {
                    continue;
                }
                fetched.add(line.substring(FetchingProcess.FETCHED.length()));
                if (fetched.size() == lifetime) {
                    process.waitFor(random.nextInt(20), TimeUnit.MILLISECONDS);
                    process.toHandle().destroyForcibly(); // unlike Process, leaves the stream that is being read open
                }
            }
        }
        process.waitFor();
        return fetched;
    }
}
