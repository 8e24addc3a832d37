package io.headwater.git.mirror;

import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Measures what a warm fetch of one small commit costs, with the server in the same process. Run its main from the test class path. */
final class FetchLatency {

    private static final int COMMITS = 600;

    private FetchLatency() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory("fetch-latency");
        var files = new HashMap<String, String>();
        for (int i = 0; i < 200; i++) {
            files.put("apps/app-" + i + "/deployment.yaml", "kind: Deployment\nname: app-" + i);
        }
        try (var sample = SampleRepository.create(folder.resolve("served/app.git"));
                var server = HttpGitServer.start(folder.resolve("served"));
                var mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard())) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            var milliseconds = new ArrayList<Double>();
            for (int i = 0; i < COMMITS; i++) {
                files.put("apps/app-7/deployment.yaml", "kind: Deployment\nreplicas: " + i);
                var sha = sample.commit(files);
                server.forgetRequests();
                var start = System.nanoTime();
                mirrors.fetch(url, RepositoryAccess.anonymous(), sha);
                milliseconds.add((System.nanoTime() - start) / 1e6);
                mirrors.tree(url, sha).read("apps/app-7/deployment.yaml");
            }
            System.out.println("requests of the last fetch: " + server.requests());
            report(milliseconds.subList(COMMITS / 2, COMMITS));
        }
    }

    private static void report(List<Double> milliseconds) {
        var sorted = milliseconds.stream().sorted().toList();
        System.out.printf(
                "%d fetches: median %.1f ms, p90 %.1f ms, p99 %.1f ms%n",
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 9 / 10),
                sorted.get(sorted.size() * 99 / 100));
    }
}
