package io.headwater.e2e.process;

import io.headwater.e2e.process.JavaProcess.Command;
import io.headwater.testcluster.ControlPlane;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All services and the broker in one JVM, as {@code headwater up} starts them. */
public final class StandaloneInstallation implements Installation {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String ACCOUNT = "standalone";

    private final JavaProcess process;
    private final HttpClient http;
    private final int port;

    private StandaloneInstallation(JavaProcess process, HttpClient http, int port) {
        this.process = process;
        this.http = http;
        this.port = port;
    }

    /**
     * Installs it on a hub and starts it.
     *
     * @param directory for its data and its log, with nothing in it
     * @param settings by dotted keys, as {@code --set} takes them
     */
    public static StandaloneInstallation start(
            Build build, ControlPlane hub, Path directory, Map<String, String> settings) {
        var accounts = Accounts.on(hub, build);
        accounts.install();
        var kubeconfig = accounts.ofAllServices(ACCOUNT);
        var http = HttpClient.newHttpClient();
        var port = Ports.take();
        var arguments = new ArrayList<>(List.of(
                "up",
                "--kubeconfig",
                kubeconfig.file().toString(),
                "--port",
                String.valueOf(port),
                "--data",
                directory.resolve("data").toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        var command = new Command(
                "standalone",
                build.classPathOf("standalone"),
                "io.headwater.standalone.HeadwaterMain",
                List.of("-Xmx384m"),
                arguments,
                Map.of(),
                directory.resolve("standalone.log"));
        var ready = Readiness.by(http, URI.create("http://127.0.0.1:" + port + "/readyz"));
        var installation = new StandaloneInstallation(new JavaProcess(command, ready), http, port);
        installation.start();
        return installation;
    }

    /** The one process. */
    public JavaProcess process() {
        return process;
    }

    @Override
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Set<String> users() {
        return Set.of(Accounts.user(ACCOUNT));
    }

    @Override
    public String logTails() {
        return process.logTail();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void start() {
        process.start();
        process.awaitReady(START_LIMIT);
    }

    @Override
    public void close() {
        process.close();
        http.shutdownNow();
    }
}
