package io.headwater.standalone;

import io.headwater.applier.Applier;
import io.headwater.broker.EmbeddedBroker;
import io.headwater.catalog.Catalog;
import io.headwater.clusterwatcher.ClusterWatcher;
import io.headwater.differ.Differ;
import io.headwater.gateway.Gateway;
import io.headwater.healthchecker.HealthChecker;
import io.headwater.renderer.Renderer;
import io.headwater.repowatcher.RepoWatcher;
import io.headwater.runtime.ProcessEnvironment;
import io.headwater.runtime.Service;
import io.headwater.runtime.Supervisor;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.sealing.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** All services in one JVM. A second start with the same data goes on where the first one was. */
public final class Standalone implements AutoCloseable {

    private static final String PARTITIONS = "4";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<Supervisor> supervisors = new ArrayList<>();
    private final CompletableFuture<Throwable> halted = new CompletableFuture<>();
    private final Optional<EmbeddedBroker> broker;

    private Standalone(Optional<EmbeddedBroker> broker) {
        this.broker = broker;
    }

    /** Starts everything; returns before all services are ready, see {@link #isReady}. */
    public static Standalone start(StandaloneSettings settings) {
        var broker = settings.bootstrapServers().isPresent()
                ? Optional.<EmbeddedBroker>empty()
                : Optional.of(EmbeddedBroker.start(
                        new EmbeddedBroker.Settings(settings.data().resolve("broker"), 0)));
        var standalone = new Standalone(broker);
        broker.ifPresent(standalone.started::push);
        try {
            standalone.startServices(settings);
            return standalone;
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** All services, in the order of a commit's way. */
    public static List<Service> services() {
        return List.of(
                new Catalog(),
                new RepoWatcher(),
                new Renderer(),
                new ClusterWatcher(),
                new Differ(),
                new Applier(),
                new HealthChecker(),
                new Gateway());
    }

    /** Whether every service does its work. */
    public boolean isReady() {
        return supervisors.stream().allMatch(Supervisor::isReady);
    }

    /** Completes if something goes wrong that only a human can set right. */
    public CompletableFuture<Throwable> halted() {
        return halted;
    }

    /** Where the embedded broker listens, if there is one. */
    public Optional<String> bootstrapServers() {
        return broker.map(EmbeddedBroker::bootstrapServers);
    }

    /** Ends the services, then what they share, then the broker. */
    @Override
    public void close() {
        supervisors.parallelStream().forEach(Supervisor::close);
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("something of the standalone process did not end", e);
            }
        }
    }

    private void startServices(StandaloneSettings settings) {
        var process = ProcessEnvironment.of(Configuration.of(configuration(settings)));
        started.push(process);
        for (var service : services()) {
            var supervisor = new Supervisor(service, process, halted::complete);
            supervisors.add(supervisor);
            supervisor.start();
        }
    }

    private Map<String, String> configuration(StandaloneSettings settings) {
        var key = settings.data().resolve("sealing.key");
        try {
            Sealer.createKey(key);
        } catch (IOException e) {
            throw new UncheckedIOException("the sealing key can't be written to " + key, e);
        }
        var values = new HashMap<String, String>();
        values.put(
                "kafka.bootstrap.servers",
                settings.bootstrapServers()
                        .or(() -> broker.map(EmbeddedBroker::bootstrapServers))
                        .orElseThrow());
        if (broker.isPresent()) {
            values.put("topics.partitions", PARTITIONS);
            // Nobody else can write: the broker's data has one process at a time.
            values.put("applier.takeover.wait", "0");
        }
        values.put("instance", "standalone");
        values.put("namespace", settings.namespace());
        values.put("kubeconfig", settings.kubeconfig().toString());
        settings.context().ifPresent(context -> values.put("kubeconfig.context", context));
        values.put("sealing.key.file", key.toString());
        values.put("data.directory", settings.data().toString());
        values.put("gateway.port", String.valueOf(settings.port()));
        values.put("gateway.host", "127.0.0.1");
        values.putAll(settings.more());
        return values;
    }
}
