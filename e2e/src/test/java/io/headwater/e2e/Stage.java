package io.headwater.e2e;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.e2e.actors.ApplicationManifest;
import io.headwater.e2e.actors.Auditor;
import io.headwater.e2e.actors.ClusterUser;
import io.headwater.e2e.actors.Delivery;
import io.headwater.e2e.actors.GitUser;
import io.headwater.e2e.actors.HubUser;
import io.headwater.e2e.actors.Witness;
import io.headwater.e2e.process.Build;
import io.headwater.e2e.process.Installation;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import io.headwater.testcluster.git.GitServer;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What every scenario has: a hub and a second cluster that it knows, an installation, a Git server; and for each test a repository, a namespace on both
 * clusters, and actors who use them. Nothing of one test is seen by another.
 */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Stage {

    /** The name by which Applications mean the second cluster. */
    static final String SECOND = "second";

    /** May do everything there, as a cluster's account has it that Argo CD adds. */
    private static final String EVERYTHING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: headwater-manager}
            rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: headwater-manager}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: headwater-manager}
            subjects: [{kind: ServiceAccount, name: headwater-manager, namespace: kube-system}]
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final HttpClient http = HttpClient.newHttpClient();
    final Build build = Build.ofThisRepository();
    private ControlPlane hubPlane;
    private ControlPlane secondPlane;
    private Installation installation;
    private GitServer gitServer;

    /** Who commits. */
    GitUser git;
    /** Who creates Applications. */
    HubUser hub;
    /** Who works with the hub's own cluster. */
    ClusterUser cluster;
    /** Who works with the second cluster. */
    ClusterUser second;
    /** Who reads the hub's audit log. */
    Auditor auditor;
    /** Who reads the second cluster's. */
    Auditor secondAuditor;

    /** Installs Headwater on the hub. */
    abstract Installation install(ControlPlane hub, Path directory);

    @BeforeAll
    void set(@Cluster("hub") ControlPlane hubPlane, @Cluster("second") ControlPlane secondPlane) {
        this.hubPlane = hubPlane;
        this.secondPlane = secondPlane;
        var directory = freshDirectory();
        gitServer = GitServer.start(directory.resolve("git"));
        installation = install(hubPlane, directory);
        var account = secondPlane.serviceAccountKubeconfig("kube-system", "headwater-manager", EVERYTHING);
        registers(SECOND, account, secondPlane.server());
    }

    @BeforeEach
    void castActors() {
        var namespace = hubPlane.freshNamespace(prefix());
        var witness = new Witness(List.of(installation::logTails));
        git = new GitUser(gitServer.create(namespace), installation.gateway(), http);
        hub = new HubUser(hubPlane, installation.gateway(), http, namespace, witness);
        cluster = new ClusterUser(hubPlane, namespace, witness);
        second = new ClusterUser(secondPlane, secondPlane.freshNamespace(prefix()), witness);
        auditor = new Auditor(hubPlane, installation.users());
        secondAuditor = new Auditor(secondPlane, Set.of("system:serviceaccount:kube-system:headwater-manager"));
    }

    @AfterEach
    void leave() {
        hub.leaves();
    }

    @AfterAll
    void strike() {
        if (installation != null) {
            installation.close();
        }
        if (gitServer != null) {
            gitServer.close();
        }
        http.shutdownNow();
    }

    Installation installation() {
        return installation;
    }

    GitServer gitServer() {
        return gitServer;
    }

    /** The whole repository, delivered to the test's namespace on the hub. */
    ApplicationManifest wholeRepository() {
        return ApplicationManifest.of(git.repository(), cluster.namespace());
    }

    /** Creates the Application that most scenarios are about. */
    Delivery delivers() {
        return hub.delivers(wholeRepository());
    }

    /**
     * Tells the hub of a cluster, as {@code argocd cluster add} does.
     *
     * @param server the address that the hub knows it by
     */
    void registers(String name, Kubeconfig account, URI server) {
        var secret =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Secret");
        var metadata =
                secret.putObject("metadata").put("name", "cluster-" + name).put("namespace", Installation.NAMESPACE);
        metadata.putObject("labels").put("argocd.argoproj.io/secret-type", "cluster");
        var config = JSON.createObjectNode().put("bearerToken", account.token());
        config.putObject("tlsClientConfig").put("caData", base64(account.certificateAuthority()));
        secret.putObject("stringData")
                .put("name", name)
                .put("server", server.toString())
                .put("config", config.toString());
        hubPlane.api()
                .apply(
                        "/api/v1/namespaces/%s/secrets/cluster-%s".formatted(Installation.NAMESPACE, name),
                        secret.toString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The scenario's name, so that what is looked at afterwards says where it comes from. */
    private String prefix() {
        return getClass()
                .getSimpleName()
                .replace("Scenario", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private Path freshDirectory() {
        var directory = build.root().resolve("e2e/target/scenarios").resolve(prefix());
        try {
            if (Files.exists(directory)) {
                try (var old = Files.walk(directory)) {
                    for (var file : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
