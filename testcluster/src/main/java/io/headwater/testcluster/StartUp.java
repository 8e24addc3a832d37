package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * Brings a control plane up, in an order in which nothing has to be tried twice: etcd and the API server, then whoever is a client of it.
 *
 * <p>Files first: keys and tokens once per run directory, what comes from our own resources anew at every start.
 */
final class StartUp {

    private static final String NODE = """
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node-0", "annotations": {"kwok.x-k8s.io/node": "fake"},
             "labels": {"type": "kwok", "kubernetes.io/hostname": "node-0", "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"}}}
            """;

    private static final String NODE_STATUS = """
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node-0"}, "status": {
             "allocatable": {"cpu": "64", "memory": "512Gi", "pods": "20000"}, "capacity": {"cpu": "64", "memory": "512Gi", "pods": "20000"}}}
            """;

    private static final String STORAGE_CLASS = """
            {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass",
             "metadata": {"name": "standard", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
             "provisioner": "headwater.io/testcluster", "volumeBindingMode": "Immediate"}
            """;

    private final RunDirectory files;
    private final Deadline deadline;

    StartUp(RunDirectory files, Deadline deadline) {
        this.files = files;
        this.deadline = deadline;
    }

    /** Writes what the processes read, and how each of them is called. */
    void prepare(Commands commands) {
        try {
            new Credentials(files).makeIfMissing();
            Resources.copy("audit-policy.yaml", files.auditPolicy());
            for (var stage : Commands.stages()) {
                Resources.copy("stages/" + stage, files.stages().resolve(stage));
            }
            Files.deleteIfExists(files.auditLog());
        } catch (IOException e) {
            throw files.unusable(e);
        }
        for (var component : Component.values()) {
            files.rememberCommand(component, commands.of(component));
        }
    }

    /** Starts etcd and the API server, and waits until it is ready. */
    void startServer() {
        start(Component.ETCD);
        start(Component.API_SERVER);
        var listening = deadline.await(() -> listening(apiPort(files)) || !running(Component.API_SERVER));
        if (!listening || !running(Component.API_SERVER)) {
            throw notStarted(Component.API_SERVER);
        }
        try (var client = ApiClient.of(kubeconfig(Credentials.ADMINISTRATOR))) {
            awaitReady(client, files, deadline);
        }
    }

    /** Starts the clients of the API server, and waits for the node. */
    void startClients(ApiClient server) {
        kubeconfig("system:kube-controller-manager");
        kubeconfig("system:kube-scheduler");
        kubeconfig("kwok");
        server.apply("/apis/storage.k8s.io/v1/storageclasses/standard", STORAGE_CLASS);
        server.apply("/api/v1/nodes/node-0", NODE);
        server.apply("/api/v1/nodes/node-0/status", NODE_STATUS);
        var clients = List.of(Component.KWOK, Component.CONTROLLER_MANAGER, Component.SCHEDULER);
        clients.forEach(this::start);
        for (var client : clients) {
            if (!deadline.await(() -> at(client, server) || !running(client)) || !running(client)) {
                throw notStarted(client);
            }
        }
    }

    /** A sign of life of each. */
    private boolean at(Component client, ApiClient server) {
        return switch (client) {
            case KWOK -> nodeReady(server);
            case CONTROLLER_MANAGER ->
                server.find("/api/v1/namespaces/default/serviceaccounts/default")
                        .isPresent();
            case SCHEDULER -> listening(schedulerPort(files));
            case ETCD, API_SERVER -> throw new IllegalStateException(client + " is no client");
        };
    }

    private static boolean nodeReady(ApiClient server) {
        for (var condition : server.get("/api/v1/nodes/node-0").path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }

    private void start(Component component) {
        new ComponentProcess(component, files).start(true);
    }

    private boolean running(Component component) {
        return new ComponentProcess(component, files).running();
    }

    private TestClusterException notStarted(Component component) {
        return new TestClusterException(
                Code.START_FAILED,
                component.binary() + " did not start (" + files.logOf(component) + " has all): "
                        + LogTail.of(files.logOf(component)));
    }

    /** Waits until the API server says that it is ready. */
    static void awaitReady(ApiClient client, RunDirectory files, Deadline deadline) {
        if (!deadline.await(() -> saysReady(client))) {
            throw new TestClusterException(
                    Code.START_FAILED,
                    "the API server did not become ready (" + files.logOf(Component.API_SERVER) + " has all): "
                            + LogTail.of(files.logOf(Component.API_SERVER)));
        }
    }

    private static boolean saysReady(ApiClient client) {
        try {
            return client.send("GET", "/readyz").successful();
        } catch (TestClusterException notYet) {
            return false;
        }
    }

    private static boolean listening(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Writes the kubeconfig of one of the control plane's own users. The API server must have been up once: it makes its certificate itself. */
    private Kubeconfig kubeconfig(String user) {
        return kubeconfig(files, user);
    }

    static Kubeconfig kubeconfig(RunDirectory files, String user) {
        try {
            var file = user.equals(Credentials.ADMINISTRATOR) ? files.kubeconfig() : files.kubeconfigOf(user);
            return Kubeconfig.write(
                    file,
                    files.path().getFileName().toString(),
                    URI.create("https://127.0.0.1:" + apiPort(files)),
                    Files.readString(files.serverCertificate(), StandardCharsets.US_ASCII),
                    new Credentials(files).tokenOf(user));
        } catch (IOException e) {
            throw files.unusable(e);
        }
    }

    private static int apiPort(RunDirectory files) {
        return port(files, Component.API_SERVER);
    }

    private static int schedulerPort(RunDirectory files) {
        return port(files, Component.SCHEDULER);
    }

    private static int port(RunDirectory files, Component component) {
        return files.commandOf(component).stream()
                .filter(argument -> argument.startsWith("--secure-port="))
                .map(argument -> Integer.parseInt(argument.substring("--secure-port=".length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port of " + component + " in " + files.path()));
    }
}
