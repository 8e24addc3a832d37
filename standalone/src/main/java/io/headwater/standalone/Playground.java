package io.headwater.standalone;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.ControlPlaneBinaries;
import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import io.headwater.testcluster.git.GitRepository;
import io.headwater.testcluster.git.GitServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something to try Headwater out with: a control plane of its own, and a sample repository served over HTTP whose pushes are told at once.
 *
 * <p>Both are kept in the data directory: a second start goes on with them.
 */
final class Playground implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Playground.class);
    private static final ResourceType APPLICATIONS =
            new ResourceType("argoproj.io", "v1alpha1", "applications", "Application", true);
    private static final String NAME = "sample";
    private static final String SAMPLE = "/io/headwater/standalone/sample/";
    private static final String[] FILES = {"web/deployment.yaml", "web/service.yaml", "web/settings.yaml"};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ControlPlane plane;
    private final GitServer git;
    private final GitRepository repository;

    private Playground(ControlPlane plane, GitServer git, GitRepository repository) {
        this.plane = plane;
        this.git = git;
        this.repository = repository;
    }

    /**
     * Starts it.
     *
     * @param gitPort the port of the sample repository: the same at every start, since the Application names it
     */
    static Playground start(Path data, int gitPort, PrintStream out) {
        var binaries =
                switch (ControlPlaneBinaries.locate()) {
                    case Lookup.Found found -> found.binaries();
                    case Lookup.Missing(var reason) ->
                        throw new IllegalStateException(
                                "there is no kubeconfig, and no control plane can be started: " + reason);
                };
        out.println("Starting a control plane of its own");
        var plane = ControlPlane.start(binaries, data.resolve("control-plane"), ControlPlane.Options.defaults());
        try {
            var git = GitServer.start(data.resolve("git"), gitPort);
            return new Playground(plane, git, repository(git, data));
        } catch (RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    Path kubeconfig() {
        return plane.kubeconfig().file();
    }

    /** Creates the Application that delivers the sample, if it is not there. */
    void createApplication(ClusterConnection hub, String namespace) {
        var path = APPLICATIONS.object(namespace, NAME);
        if (hub.find(path).isEmpty()) {
            hub.create(APPLICATIONS.in(namespace), application(namespace), WriteOptions.as("headwater"));
        }
    }

    /** From now on every push is told to the gateway. */
    void tellPushesTo(int gatewayPort) {
        var client = HttpClient.newHttpClient();
        var webhook = URI.create("http://127.0.0.1:" + gatewayPort + "/api/webhook");
        repository.onChange(() -> {
            var request = HttpRequest.newBuilder(webhook)
                    .header("content-type", "application/json")
                    .header("X-GitHub-Event", "push")
                    .POST(BodyPublishers.ofString(push().toString()))
                    .build();
            client.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
                if (failure != null || answer.statusCode() >= 400) {
                    LOG.atWarn().addKeyValue("failure", failure).log("A push to the sample could not be told");
                }
            });
        });
    }

    /** What a person is told to try. */
    String invitation() {
        return """
                Try it:
                  git clone %s && cd sample
                  edit web/deployment.yaml, git commit -am "More replicas" && git push
                  kubectl --kubeconfig %s get deployments -n sample""".formatted(repository.uri(), kubeconfig());
    }

    @Override
    public void close() {
        git.close();
        plane.close();
    }

    private static GitRepository repository(GitServer git, Path data) {
        if (Files.exists(data.resolve("git").resolve(NAME + ".git"))) {
            return git.repository(NAME);
        }
        var repository = git.create(NAME);
        var files = new TreeMap<String, String>();
        for (var file : FILES) {
            files.put(file, read(file));
        }
        repository.commit("Begin with a sample", files);
        return repository;
    }

    private ObjectNode application(String namespace) {
        var application = JsonNodeFactory.instance.objectNode();
        application.put("apiVersion", "argoproj.io/v1alpha1").put("kind", "Application");
        application.putObject("metadata").put("namespace", namespace).put("name", NAME);
        var spec = application.putObject("spec").put("project", "default");
        spec.putObject("source")
                .put("repoURL", repository.uri().toString())
                .put("path", "web")
                .put("targetRevision", "HEAD");
        spec.putObject("destination")
                .put("server", "https://kubernetes.default.svc")
                .put("namespace", "sample");
        var policy = spec.putObject("syncPolicy");
        policy.putObject("automated").put("prune", true).put("selfHeal", true);
        policy.putArray("syncOptions").add("CreateNamespace=true");
        return application;
    }

    private ObjectNode push() {
        var branch = repository.defaultBranch();
        var body = JSON.createObjectNode().put("ref", "refs/heads/" + branch);
        repository.head(branch).ifPresent(commit -> body.put("after", commit));
        body.putObject("repository")
                .put("clone_url", repository.uri().toString())
                .put("default_branch", branch);
        return body;
    }

    private static String read(String file) {
        try (var in = Playground.class.getResourceAsStream(SAMPLE + file)) {
            if (in == null) {
                throw new IllegalStateException("the sample's file " + file + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
