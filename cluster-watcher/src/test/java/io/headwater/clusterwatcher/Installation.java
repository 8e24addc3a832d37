package io.headwater.clusterwatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.runtime.ProcessEnvironment;
import io.headwater.runtime.Supervisor;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.WriterSchemas;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.ClusterObserved;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.ProjectObserved;
import io.headwater.schemas.avro.SettingsObserved;
import io.headwater.testcluster.Kubeconfig;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Topics of one test, cluster-watchers that use them, and the test in place of all other services. The application is named for its namespace. */
final class Installation implements AutoCloseable {

    static final String HUB = "https://kubernetes.default.svc";

    private final TestKafka kafka;
    private final Path directory;
    private final String namespace;
    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final ApplicationKey application;
    private final Tracking tracking = new Tracking("argocd", "");
    private final ProcessEnvironment process;
    private final Publisher publisher;
    private final LiveTopic live;
    private final List<AutoCloseable> watchers = new ArrayList<>();

    Installation(TestKafka kafka, Path directory, String namespace) throws IOException {
        this.kafka = kafka;
        this.directory = directory;
        this.namespace = namespace;
        this.application = new ApplicationKey("argocd", namespace);
        Sealer.createKey(directory.resolve("key"));
        this.process = ProcessEnvironment.of(Configuration.of(settings(Path.of("none"), "neighbours")));
        process.guard().current();
        new WriterSchemas(process.kafka()).publishOwn();
        this.publisher = new Publisher(
                process.kafka(), "neighbours", process.clock(), process.random(), Optional.empty(), failure -> {
                    throw new AssertionError("a neighbour could not write", failure);
                });
        this.live = new LiveTopic(process);
    }

    LiveTopic live() {
        return live;
    }

    ApplicationKey application() {
        return application;
    }

    /** A cluster-watcher in this process, with an account of the hub; closed with the installation at the latest. */
    AutoCloseable start(Kubeconfig hub, String instance) {
        var environment = ProcessEnvironment.of(Configuration.of(settings(hub.file(), instance)));
        var supervisor = new Supervisor(new ClusterWatcher(), environment, failure -> {
            throw new AssertionError("halted", failure);
        });
        supervisor.start();
        return opened(() -> {
            supervisor.close();
            environment.close();
        });
    }

    /** A cluster-watcher in a process of its own. */
    ClusterWatcherProcess startProcess(Kubeconfig hub, String instance) {
        var started = new ClusterWatcherProcess(settings(hub.file(), instance), directory.resolve(instance + ".log"));
        opened(started);
        return started;
    }

    /** The catalog: there is the hub's own cluster, and the application is delivered to it. */
    void onTheHub() {
        cluster(ClusterObserved.newBuilder()
                .setServer(HUB)
                .setName("in-cluster")
                .setProject("")
                .setNamespaces(List.of())
                .setClusterResources(true)
                .build());
        deliveredTo(HUB);
    }

    /** The catalog: there is a cluster. */
    void cluster(ClusterObserved cluster) {
        publisher.send(Topics.CLUSTERS, cluster.getServer(), cluster).join();
    }

    /** The catalog: the application is delivered to its namespace of a cluster. */
    void deliveredTo(String cluster) {
        var spec = "{\"destination\":{\"namespace\":\"%s\"}}".formatted(namespace);
        publisher
                .send(
                        Topics.APPLICATIONS,
                        RecordKeys.application(application),
                        ApplicationObserved.newBuilder()
                                .setApplication(reference())
                                .setUid("uid")
                                .setSpecDigest("spec")
                                .setProject("default")
                                .setCluster(cluster)
                                .setProblems(List.of())
                                .setSpec(CompressedJson.compress(spec.getBytes(UTF_8)))
                                .setLabels(Map.of())
                                .setAnnotations(Map.of())
                                .setFinalizers(List.of())
                                .build())
                .join();
    }

    /** The catalog: the application's project says this. */
    void project(String spec) {
        publisher
                .sendEverywhere(
                        Topics.PROJECTS,
                        RecordKeys.project("argocd", "default"),
                        new ProjectObserved(
                                "argocd", "default", "digest", CompressedJson.compress(spec.getBytes(UTF_8))))
                .join();
    }

    /** The catalog: the installation has set this. */
    void sets(Map<String, String> values) {
        publisher
                .sendEverywhere(Topics.SETTINGS, RecordKeys.settings("argocd-cm"), new SettingsObserved(values))
                .join();
    }

    /** The renderer: Git has a ConfigMap of this name. */
    void desires(String name) {
        desires(configMap(name, "from Git"));
    }

    /** The renderer: Git has this. */
    void desires(KubernetesObject object) {
        var digest = ContentDigest.of(object.tree()).toString();
        publisher
                .send(
                        Topics.DESIRED,
                        RecordKeys.desiredObject(application, digest),
                        DesiredObject.newBuilder()
                                .setApplication(reference())
                                .setDigest(digest)
                                .setObject(CompressedJson.compress(CanonicalJson.write(object.tree())))
                                .build())
                .join();
    }

    /** A ConfigMap of the application's namespace. */
    KubernetesObject configMap(String name, String value) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "v1").put("kind", "ConfigMap");
        tree.putObject("metadata").put("name", name).put("namespace", namespace);
        tree.putObject("data").put("value", value);
        return new KubernetesObject(tree);
    }

    /** The same with the application's tracking id. */
    KubernetesObject tracked(KubernetesObject object) {
        return tracking.stamp(application, object, namespace);
    }

    /** A ConfigMap of the application's namespace. */
    ObjectKey key(String name) {
        return ObjectKey.of("", "ConfigMap", namespace, name);
    }

    private ApplicationRef reference() {
        return new ApplicationRef(application.namespace(), application.name());
    }

    private AutoCloseable opened(AutoCloseable watcher) {
        watchers.add(watcher);
        return watcher;
    }

    private Map<String, String> settings(Path kubeconfig, String instance) {
        var settings = new HashMap<String, String>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("topics.prefix", prefix);
        settings.put("topics.partitions", "1");
        settings.put("sealing.key.file", directory.resolve("key").toString());
        settings.put("kubeconfig", kubeconfig.toString());
        settings.put("instance", instance);
        settings.put("http.port", "0");
        settings.put("http.host", "127.0.0.1");
        settings.put("cluster.ignored.updates.delay", "2s");
        return settings;
    }

    @Override
    public void close() throws Exception {
        for (var watcher : watchers) {
            watcher.close();
        }
        live.close();
        publisher.close();
        process.close();
    }
}
