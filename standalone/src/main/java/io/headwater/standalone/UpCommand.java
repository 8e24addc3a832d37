package io.headwater.standalone;

import io.headwater.broker.BrokerException;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.testcluster.TestClusterException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headwater up}. */
@Command(
        name = "up",
        description =
                "Runs everything in one JVM. Without a kubeconfig it starts a control plane of its own and serves a sample repository.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAILED = 20;
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Duration START_PAUSE = Duration.ofMillis(20);

    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--kubeconfig", paramLabel = "F", description = "the cluster that is the hub")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", paramLabel = "C", description = "the context of the kubeconfig")
    private @Nullable String context;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "of the page, the API and the webhooks (${DEFAULT-VALUE})",
            defaultValue = "8080")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where state is kept (${DEFAULT-VALUE})",
            defaultValue = "data")
    private Path data = Path.of("data");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "H:P",
            description = "a Kafka to use instead of the embedded one")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--namespace",
            paramLabel = "NS",
            description = "the control-plane namespace (${DEFAULT-VALUE})",
            defaultValue = "argocd")
    private String namespace = "argocd";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "further configuration by dotted keys, such as timeout.reconciliation=1h")
    private Map<String, String> more = Map.of();

    UpCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        var stopped = new CompletableFuture<Void>();
        var ended = new CompletableFuture<Void>();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stopped.complete(null);
            ended.join();
        }));
        try {
            return runUntil(stopped);
        } catch (KubernetesException
                | IllegalStateException
                | IllegalArgumentException
                | BrokerException
                | TestClusterException e) {
            err.println("headwater up: " + e.getMessage());
            return FAILED;
        } finally {
            ended.complete(null);
        }
    }

    private int runUntil(CompletableFuture<Void> stopped) {
        if (kubeconfig != null) {
            return run(kubeconfig, Optional.empty(), stopped);
        }
        try (var playground = Playground.start(data.toAbsolutePath(), gitPort(), out)) {
            return run(playground.kubeconfig(), Optional.of(playground), stopped);
        }
    }

    private int run(Path hubConfig, Optional<Playground> playground, CompletableFuture<Void> stopped) {
        var options = ConnectionOptions.standard().named("headwater-up");
        try (var hub = ClusterConnection.fromKubeconfig(hubConfig, context, options)) {
            new HubPreparation(hub).prepare(namespace).forEach(what -> out.println("Installed " + what));
            playground.ifPresent(sample -> sample.createApplication(hub, namespace));
        }
        try (var standalone = Standalone.start(settings(hubConfig))) {
            playground.ifPresent(sample -> sample.tellPushesTo(port));
            var ended = CompletableFuture.anyOf(stopped, standalone.halted());
            awaitReady(standalone, ended);
            out.printf("Headwater is on http://127.0.0.1:%d%n", port);
            playground.ifPresent(sample -> out.println(sample.invitation()));
            ended.join();
            var failure = standalone.halted().getNow(null);
            if (failure == null) {
                return DONE;
            }
            err.println("headwater up: " + failure.getMessage());
            return FAILED;
        }
    }

    /** So that whoever opens the page finds it. A hub that does not answer is shown there, too, so patience has an end. */
    private static void awaitReady(Standalone standalone, CompletableFuture<Object> ended) {
        var patience = System.nanoTime() + START_PATIENCE.toNanos();
        while (!standalone.isReady() && !ended.isDone() && System.nanoTime() < patience) {
            LockSupport.parkNanos(START_PAUSE.toNanos());
        }
    }

    /** The sample repository is on the port after the gateway's. */
    private int gitPort() {
        return port + 1;
    }

    private StandaloneSettings settings(Path hubConfig) {
        return new StandaloneSettings(
                hubConfig,
                Optional.ofNullable(context),
                port,
                data.toAbsolutePath(),
                Optional.ofNullable(bootstrapServers),
                namespace,
                more);
    }
}
