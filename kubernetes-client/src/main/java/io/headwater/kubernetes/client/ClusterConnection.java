package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.Request.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way to one cluster, for any number of threads at once; its calls block, and are made on virtual threads.
 *
 * <p>Nothing is connected before the first call. Certificates and credentials are read again when they expire or are refused, so that their rotation
 * needs no restart. Every failure is a {@link KubernetesException}.
 */
public final class ClusterConnection implements AutoCloseable {

    private static final String APPLY = "application/apply-patch+yaml";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON_PATCH = "application/json-patch+json";

    private final Transport transport;
    private final ConnectionOptions options;
    private final LimitedWrites writes;
    private final AtomicBoolean closed;

    ClusterConnection(AccessSource source, ConnectionOptions options) {
        this.options = options;
        this.transport = new Transport(source, options);
        this.writes = new LimitedWrites(transport, options.random());
        this.closed = new AtomicBoolean();
    }

    private ClusterConnection(ClusterConnection shared, LimitedWrites writes) {
        this.options = shared.options;
        this.transport = shared.transport;
        this.writes = writes;
        this.closed = shared.closed;
    }

    /**
     * By a kubeconfig file.
     *
     * @param context null for the file's current context
     * @throws IllegalArgumentException if the file cannot be read or lacks the context
     */
    public static ClusterConnection fromKubeconfig(Path file, @Nullable String context) {
        return fromKubeconfig(file, context, ConnectionOptions.standard());
    }

    public static ClusterConnection fromKubeconfig(Path file, @Nullable String context, ConnectionOptions options) {
        var kubeconfig = new Kubeconfig(file);
        return new ClusterConnection(new RereadSource(() -> kubeconfig.settings(context), options.clock()), options);
    }

    /**
     * By the ServiceAccount of the pod that this process runs in.
     *
     * @throws IllegalStateException if it runs in none
     */
    public static ClusterConnection inCluster() {
        return inCluster(ConnectionOptions.standard());
    }

    public static ClusterConnection inCluster(ConnectionOptions options) {
        var pod = PodAccess.ofProcess();
        return new ClusterConnection(new RereadSource(pod::settings, options.clock()), options);
    }

    /**
     * By a cluster Secret of Argo CD.
     *
     * @param server its {@code server}
     * @param data its data, decoded from base64
     * @throws IllegalArgumentException if its {@code config} is not understood, or asks for what is not supported; names the field, never its value
     */
    public static ClusterConnection fromArgoClusterSecret(String server, Map<String, byte[]> data) {
        return fromArgoClusterSecret(server, data, ConnectionOptions.standard());
    }

    public static ClusterConnection fromArgoClusterSecret(
            String server, Map<String, byte[]> data, ConnectionOptions options) {
        var secret = new ArgoClusterSecret(server, data);
        return new ClusterConnection(new RereadSource(secret::settings, options.clock()), options);
    }

    /** The server's URL. */
    public String server() {
        return transport.server().toString();
    }

    public ConnectionOptions options() {
        return options;
    }

    /** @throws KubernetesException {@code NOT_FOUND} if the object is missing */
    public KubernetesObject get(ResourcePath path) {
        return object(transport.call(Request.read("get", path, new Query(), options.requestTimeout())));
    }

    /** The object, or empty if it is missing; a kind that is not served is no missing object and still throws. */
    public Optional<KubernetesObject> find(ResourcePath path) {
        try {
            return Optional.of(get(path));
        } catch (KubernetesException e) {
            if (e.is(Code.NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads any path, as of discovery, OpenAPI or {@code /version}. */
    public byte[] read(String path, String accept) {
        return transport
                .call(Request.readPath(path, accept, options.requestTimeout()))
                .body();
    }

    /** Lists page by page, as of now. When this returns, the list is complete; when it throws, what the sink took means nothing. */
    public ListEnd list(ResourcePath collection, Selectors selectors, ListSink sink) {
        return new PagedList(transport, collection, selectors).read(sink);
    }

    /** Lists into memory. */
    public Listed list(ResourcePath collection, Selectors selectors) {
        var items = new ArrayList<KubernetesObject>();
        var end = list(collection, selectors, new ListSink() {
            @Override
            public void restarted() {
                items.clear();
            }

            @Override
            public void item(KubernetesObject object) {
                items.add(object);
            }
        });
        return new Listed(items, end.resourceVersion());
    }

    /** Opens a watch of what happens after that resourceVersion. The caller closes it; {@link ListWatch} is what services use. */
    public WatchStream watch(ResourcePath collection, Selectors selectors, String resourceVersion) {
        return watch(collection, selectors, resourceVersion, options.requestTimeout());
    }

    /** @param patience how long the server may take to begin */
    WatchStream watch(ResourcePath collection, Selectors selectors, String resourceVersion, Duration patience) {
        var seconds = options.watchTimeout().toSeconds();
        var query = new Query()
                .with("watch", "true")
                .with("allowWatchBookmarks", "true")
                .with("resourceVersion", resourceVersion)
                .with(
                        "timeoutSeconds",
                        Long.toString(Math.max(1, seconds + options.random().nextLong(seconds + 1))))
                .with(selectors);
        var request = Request.read("watch", collection, query, patience);
        return new WatchStream(request, transport.server(), transport.stream(request, options.silence()));
    }

    /** Server-side apply; the object is created if it is missing. */
    public KubernetesObject apply(ResourcePath path, ObjectNode tree, WriteOptions how) {
        var query = new Query().with(how).with("force", how.force() ? "true" : "");
        return write("apply", path, "PATCH", query, APPLY, tree, how.timeout());
    }

    /** Creates; {@code ALREADY_EXISTS} if there is one of that name. The path's own name, if any, is ignored. */
    public KubernetesObject create(ResourcePath path, ObjectNode tree, WriteOptions how) {
        return write("create", path, "POST", new Query().with(how), Request.JSON, tree, how.timeout());
    }

    /** Replaces; {@code CONFLICT} if the tree has a resourceVersion and it is not the current one. */
    public KubernetesObject update(ResourcePath path, ObjectNode tree, WriteOptions how) {
        return write("update", path, "PUT", new Query().with(how), Request.JSON, tree, how.timeout());
    }

    /** Applies a JSON merge patch (RFC 7386); with {@code metadata.resourceVersion} in it, only to that version. */
    public KubernetesObject mergePatch(ResourcePath path, ObjectNode patch, WriteOptions how) {
        return write("patch", path, "PATCH", new Query().with(how), MERGE_PATCH, patch, how.timeout());
    }

    /** Applies a JSON patch (RFC 6902). */
    public KubernetesObject jsonPatch(ResourcePath path, ArrayNode patch, WriteOptions how) {
        return write("patch", path, "PATCH", new Query().with(how), JSON_PATCH, patch, how.timeout());
    }

    /**
     * Deletes.
     *
     * @return the object as finalizers or a grace period keep it; empty if it is gone
     * @throws KubernetesException {@code NOT_FOUND} if it was missing, {@code CONFLICT} if it is another one or has changed
     */
    public Optional<KubernetesObject> delete(ResourcePath path, DeleteOptions how) {
        var body = Json.object();
        body.put("apiVersion", "v1");
        body.put("kind", "DeleteOptions");
        body.put("propagationPolicy", how.propagation().parameter());
        if (how.dryRun()) {
            body.putArray("dryRun").add("All");
        }
        var preconditions = Json.object();
        if (!how.uid().isEmpty()) {
            preconditions.put("uid", how.uid());
        }
        if (!how.resourceVersion().isEmpty()) {
            preconditions.put("resourceVersion", how.resourceVersion());
        }
        if (!preconditions.isEmpty()) {
            body.set("preconditions", preconditions);
        }
        var answer = write("delete", path, "DELETE", new Query(), Request.JSON, body, how.timeout());
        return answer.kind().equals("Status") ? Optional.empty() : Optional.of(answer);
    }

    /** Asks what the server serves, now. */
    public ServedKinds discover() {
        return new Discovery(transport, options.requestTimeout()).read();
    }

    /**
     * This same connection, but each write, and each repetition of it, is asked about once the API server has begun to count its time, before its
     * body is sent. So it takes effect within its timeout, rounded up to seconds, after a moment at which the guard had no objection, or never: however
     * long this process is stopped, or the network holds back what it sent. This is the API server's doing (GuardedBody says how), and needs one that is
     * reached directly, or through what passes on {@code 100 Continue} rather than answering it.
     *
     * @param guard throws to keep the write from being carried out; what it throws reaches the caller
     */
    public ClusterConnection guardedBy(Runnable guard) {
        return new ClusterConnection(this, writes.guardedBy(guard));
    }

    /** How many writes this cluster is given at once, and how many wait. */
    public WriteLimiter writeLimiter() {
        return writes.limiter();
    }

    private KubernetesObject write(
            String verb,
            ResourcePath path,
            String method,
            Query query,
            String contentType,
            JsonNode body,
            Optional<Duration> timeout) {
        var limit = timeout.orElse(options.requestTimeout());
        var target = method.equals("POST") && path.subresource().isEmpty() ? path.collection() : path;
        var request = Request.write(verb, target, method, query, contentType, Json.bytes(body), limit);
        return object(writes.call(request.about(path)));
    }

    private KubernetesObject object(Transport.Answer answer) {
        var tree = Json.objectOrNull(answer.body());
        if (tree == null) {
            throw new KubernetesException(
                    Code.UNEXPECTED, server(), "the answer is no JSON object: is this URL an API server?", null);
        }
        return new KubernetesObject(tree);
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Ends whatever is under way; writes among it may have been carried out. */
    @Override
    public void close() {
        closed.set(true);
        transport.close();
    }

    /** The server alone. */
    @Override
    public String toString() {
        return "ClusterConnection[" + server() + "]";
    }
}
