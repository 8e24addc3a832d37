package io.headwater.git.mirror;

import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/**
 * Measures what a warm fetch of one small commit costs, the server in the same process, beside what it costs with JGit alone at the same
 * time. Run its main from the test class path.
 */
final class FetchLatency {

    private static final int COMMITS = 600;

    private FetchLatency() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("fetch-latency");
        var files = new HashMap<String, String>();
        for (int i = 0; i < 200; i++) {
            files.put("apps/app-" + i + "/deployment.yaml", "kind: Deployment\nname: app-" + i);
        }
        try (var sample = SampleRepository.create(folder.resolve("served/app.git"));
                var server = HttpGitServer.start(folder.resolve("served"));
                var mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
                var plain = bare(folder.resolve("plain.git"))) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            var ours = new ArrayList<Double>();
            var listing = new ArrayList<Double>();
            var jgit = new ArrayList<Double>();
            for (int i = 0; i < COMMITS; i++) {
                files.put("apps/app-7/deployment.yaml", "kind: Deployment\nreplicas: " + i);
                var sha = sample.commit(files);
                jgit.add(time(() -> fetch(plain, server.url("app.git"))));
                listing.add(time(() -> mirrors.remoteRefs(url, RepositoryAccess.anonymous())));
                server.forgetRequests();
                ours.add(time(() -> mirrors.fetch(url, RepositoryAccess.anonymous(), sha)));
            }
            System.out.println("requests of the last fetch: " + server.requests());
            report("fetch", ours);
            report("list refs", listing);
            report("fetch by JGit alone", jgit);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static double time(Step step) throws Exception {
        var start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static Repository bare(Path directory) throws Exception {
        var repository = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build();
        repository.create(true);
        return repository;
    }

    private static void fetch(Repository into, String url) throws Exception {
        try (var transport = Transport.open(into, url)) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+refs/heads/main:refs/heads/main")));
        }
    }

    private static void report(String what, List<Double> all) {
        var sorted = all.subList(all.size() / 2, all.size()).stream().sorted().toList();
        System.out.printf(
                "%s: median %.1f ms, p90 %.1f ms, p99 %.1f ms%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 9 / 10),
                sorted.get(sorted.size() * 99 / 100));
    }
}
