package io.headwater.testcluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real control plane: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and kwok in place of nodes, as processes on loopback.
 *
 * <p>Deployments become available, Jobs complete, claims are bound; pods can be told to crash, hang or fail. Any number of them run side by side. A run
 * directory that was used before is gone on with, data included. Safe for use by many threads, but for the calls that start and stop processes.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final Duration SERVED_LIMIT = Duration.ofSeconds(30);

    /**
     * How a control plane is started.
     *
     * @param apiServerArguments more arguments of kube-apiserver
     * @param startLimit how long it may take until it is ready
     * @param throwaway whether etcd's data goes when it is closed; logs stay
     */
    public record Options(List<String> apiServerArguments, Duration startLimit, boolean throwaway) {

        public Options {
            apiServerArguments = List.copyOf(apiServerArguments);
        }

        public static Options defaults() {
            return new Options(List.of(), Duration.ofMinutes(2), false);
        }

        /** For a run directory that nobody starts again. */
        public static Options forOneRun() {
            return new Options(List.of(), Duration.ofMinutes(2), true);
        }
    }

    /** What only the one who started the processes has. */
    private record Ownership(FileChannel lock, PortBlock ports, boolean throwaway) {}

    private final RunDirectory files;
    private final Kubeconfig administrator;
    private final ApiClient api;
    private final AuditLog auditLog;
    private final Optional<Ownership> ownership;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ControlPlane(RunDirectory files, Optional<Ownership> ownership) {
        this.files = files;
        this.administrator = StartUp.kubeconfig(files, Credentials.ADMINISTRATOR);
        this.api = ApiClient.of(administrator);
        this.auditLog = new AuditLog(files, api);
        this.ownership = ownership;
    }

    /**
     * Starts one, and returns when it is ready: the API server, the node, the controllers.
     *
     * <p>Its processes end with this one, whatever ends it, where the system has {@code setpriv}; elsewhere when it ends in an orderly way.
     *
     * @param runDirectory where it keeps everything; its name is the name of the cluster. What an earlier start left running there is ended.
     * @throws TestClusterException with nothing left running
     */
    public static ControlPlane start(ControlPlaneBinaries binaries, Path runDirectory, Options options) {
        var files = new RunDirectory(runDirectory);
        var owned = own(files, options.throwaway());
        try {
            stopProcesses(files);
            var startUp = new StartUp(files, Deadline.in(options.startLimit()));
            startUp.prepare(new Commands(binaries, files, owned.ports(), options.apiServerArguments()));
            startUp.startServer();
            var plane = new ControlPlane(files, Optional.of(owned));
            startUp.startClients(plane.api);
            if (!Children.endWithThisProcess()) {
                Runtime.getRuntime().addShutdownHook(new Thread(plane::close, "testcluster-stop"));
            }
            return plane;
        } catch (RuntimeException e) {
            stopProcesses(files);
            release(owned, files);
            throw e;
        }
    }

    private static Ownership own(RunDirectory files, boolean throwaway) {
        var ports = PortBlock.take();
        try {
            return new Ownership(files.own(), ports, throwaway);
        } catch (TestClusterException e) {
            ports.close();
            throw e;
        }
    }

    /** Goes along with one that another process has started in this directory, and that is up. Closing it stops nothing. */
    public static ControlPlane attach(Path runDirectory) {
        var plane = new ControlPlane(new RunDirectory(runDirectory), Optional.empty());
        plane.awaitReady(Duration.ofSeconds(10));
        return plane;
    }

    /** The name of the run directory. */
    public String name() {
        return files.path().getFileName().toString();
    }

    public Path runDirectory() {
        return files.path();
    }

    /** Where the API server listens: {@code https://127.0.0.1:port}. */
    public URI server() {
        return administrator.server();
    }

    /** The kubeconfig of a user who may do everything. */
    public Kubeconfig kubeconfig() {
        return administrator;
    }

    /** The API server as that user sees it. */
    public ApiClient api() {
        return api;
    }

    public AuditLog auditLog() {
        return auditLog;
    }

    /** The API server's own identity, for a proxy in front of it. */
    public ServerIdentity serverIdentity() {
        return ServerIdentity.read(files.serverCertificate(), files.serverKey());
    }

    /**
     * A kubeconfig of a service account, made where missing, with a token good for a day.
     *
     * @param manifests YAML of whatever it needs: roles and their bindings, applied as they are; several documents may stand in one
     */
    public Kubeconfig serviceAccountKubeconfig(String namespace, String name, String... manifests) {
        var accounts = "/api/v1/namespaces/" + namespace + "/serviceaccounts";
        var account =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ServiceAccount");
        account.putObject("metadata").put("name", name).put("namespace", namespace);
        api.apply(accounts + "/" + name, account.toString());
        if (manifests.length > 0) {
            apply(String.join("\n---\n", manifests));
        }
        var request = JsonNodeFactory.instance.objectNode();
        request.putObject("spec").put("expirationSeconds", Duration.ofDays(1).toSeconds());
        var token = api.create(accounts + "/" + name + "/token", request)
                .path("status")
                .path("token")
                .asText();
        return Kubeconfig.write(
                files.kubeconfigOf(namespace + "-" + name),
                name(),
                server(),
                administrator.certificateAuthority(),
                token);
    }

    /** Makes a namespace that nobody else uses. */
    public String freshNamespace(String prefix) {
        var namespace = JsonNodeFactory.instance.objectNode();
        namespace.putObject("metadata").put("generateName", prefix + "-");
        return api.create("/api/v1/namespaces", namespace)
                .path("metadata")
                .path("name")
                .asText();
    }

    /** Applies manifests (YAML, several documents) as the administrator, by {@code kubectl}, server-side. */
    public void apply(String manifests) {
        kubectl()
                .run(
                        manifests,
                        List.of(
                                "apply",
                                "--server-side",
                                "--force-conflicts",
                                "--field-manager=testcluster",
                                "-f",
                                "-"));
    }

    /**
     * Applies custom resource definitions, and waits until one of their collections is served, which is some time after they are established, and until clients that
     * ask what there is are told of it, which is later still.
     *
     * @param path the collection, as {@code /apis/example.org/v1/widgets}
     */
    public void define(String definitions, String path) {
        apply(definitions);
        if (!Deadline.in(SERVED_LIMIT).await(() -> api().send("GET", path).successful() && isDiscovered(path))) {
            throw new TestClusterException(
                    Code.TIMED_OUT, "the API server does not serve " + path + " although its definition was applied");
        }
    }

    private boolean isDiscovered(String path) {
        var group = path.split("/")[2];
        var collection = path.substring(path.lastIndexOf('/') + 1);
        return kubectl("api-resources", "--api-group", group, "-o", "name")
                .lines()
                .anyMatch((collection + "." + group)::equals);
    }

    /** Runs {@code kubectl} as the administrator, and returns what it printed. */
    public String kubectl(String... arguments) {
        return kubectl().run("", List.of(arguments));
    }

    private Kubectl kubectl() {
        return new Kubectl(
                binaries().kubectl(), files.kubeconfig(), files.path().resolve("kubectl-cache"));
    }

    /** What it was started from. */
    public ControlPlaneBinaries binaries() {
        return files.binaries();
    }

    public boolean running(Component component) {
        return process(component).running();
    }

    /** SIGKILL. */
    public void kill(Component component) {
        process(component).kill();
    }

    /** SIGTERM, and SIGKILL two seconds later: an API server with watches open would take a minute. */
    public void stop(Component component) {
        process(component).terminate(STOP_LIMIT);
    }

    /** SIGSTOP: it keeps its connections and answers nothing, until {@link #resume}. */
    public void pause(Component component) {
        process(component).pause();
    }

    public void resume(Component component) {
        process(component).resume();
    }

    /** Starts a component again that was stopped, with its port and its data. The API server is ready when this returns. */
    public void start(Component component) {
        process(component).start(ownership.isPresent());
        if (component == Component.API_SERVER) {
            awaitReady(Duration.ofMinutes(1));
        }
    }

    /** Waits until the API server says that it is ready. */
    public void awaitReady(Duration limit) {
        StartUp.awaitReady(api, files, Deadline.in(limit));
    }

    private ComponentProcess process(Component component) {
        return new ComponentProcess(component, files);
    }

    /** Stops the processes that it started. Again, it does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        api.close();
        ownership.ifPresent(owned -> {
            stopProcesses(files);
            release(owned, files);
        });
    }

    /** etcd last: an API server that lost it hangs in its shutdown, and keeps its port. */
    private static void stopProcesses(RunDirectory files) {
        List.of(Component.KWOK, Component.SCHEDULER, Component.CONTROLLER_MANAGER).parallelStream()
                .forEach(component -> new ComponentProcess(component, files).terminate(STOP_LIMIT));
        new ComponentProcess(Component.API_SERVER, files).terminate(STOP_LIMIT);
        new ComponentProcess(Component.ETCD, files).terminate(STOP_LIMIT);
    }

    private static void release(Ownership owned, RunDirectory files) {
        owned.ports().close();
        try {
            if (owned.throwaway()) {
                FileTree.delete(files.etcdData());
            }
            owned.lock().close();
        } catch (IOException e) {
            throw new TestClusterException(Code.FILES, "cannot release " + files.path(), e);
        }
    }
}
