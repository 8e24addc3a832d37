package io.headwater.e2e.process;

import io.headwater.e2e.process.JavaProcess.Command;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A broker and eight services, each a process with a class path of its own on which neither {@code standalone} nor another service is, and each with
 * the account and the rights that {@code deploy/} gives it.
 */
public final class ServicesInstallation implements Installation {

    /** In the order of a commit's way. */
    public static final List<String> SERVICES = List.of(
            "catalog", "repo-watcher", "renderer", "cluster-watcher", "differ", "applier", "health-checker", "gateway");

    /** The prefix of its topics. */
    public static final String TOPIC_PREFIX = "headwater-e2e";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Map<String, JavaProcess> services;
    private final JavaProcess broker;
    private final HttpClient http;
    private final int gatewayPort;
    private final String bootstrapServers;

    /**
     * How it is to be.
     *
     * @param directory for data and logs, with nothing in it
     * @param settings by dotted keys, for all services
     * @param jvmArguments of each service
     * @param moreClasses what every service has on its class path besides its own; empty for nothing
     * @param route by which kubeconfig a service reaches the hub, given its own
     */
    public record Plan(
            Path directory,
            Map<String, String> settings,
            Function<String, List<String>> jvmArguments,
            String moreClasses,
            BiFunction<String, Kubeconfig, Kubeconfig> route) {

        public Plan {
            settings = Map.copyOf(settings);
        }

        /** As an operator would have it. */
        public static Plan plain(Path directory, Map<String, String> settings) {
            return new Plan(directory, settings, service -> List.of(), "", (service, own) -> own);
        }
    }

    private ServicesInstallation(
            Map<String, JavaProcess> services,
            JavaProcess broker,
            HttpClient http,
            int gatewayPort,
            String bootstrapServers) {
        this.services = services;
        this.broker = broker;
        this.http = http;
        this.gatewayPort = gatewayPort;
        this.bootstrapServers = bootstrapServers;
    }

    /** Installs it on a hub and starts it. */
    public static ServicesInstallation start(Build build, ControlPlane hub, Plan plan) {
        var accounts = Accounts.on(hub, build);
        accounts.install();
        accounts.installDefinitions(build);
        var http = HttpClient.newHttpClient();
        var brokerPort = Ports.take();
        var gatewayPort = Ports.take();
        var common = commonEnvironment(plan, brokerPort, gatewayPort);
        var services = new LinkedHashMap<String, JavaProcess>();
        for (var service : SERVICES) {
            var port = Ports.take();
            var environment = new HashMap<>(common);
            environment.put("HEADWATER_INSTANCE", service + "-0");
            environment.put("HEADWATER_HTTP_HOST", "127.0.0.1");
            environment.put("HEADWATER_HTTP_PORT", String.valueOf(port));
            environment.put(
                    "HEADWATER_DATA_DIRECTORY",
                    plan.directory().resolve(service).toString());
            environment.put(
                    "HEADWATER_KUBECONFIG",
                    plan.route().apply(service, accounts.of(service)).file().toString());
            var command = command(build, plan, service, environment);
            var ready = Readiness.by(http, URI.create("http://127.0.0.1:" + port + "/readyz"));
            services.put(service, new JavaProcess(command, ready));
        }
        var broker = broker(build, plan.directory(), brokerPort);
        var installation = new ServicesInstallation(services, broker, http, gatewayPort, "127.0.0.1:" + brokerPort);
        installation.start();
        return installation;
    }

    private static Map<String, String> commonEnvironment(Plan plan, int brokerPort, int gatewayPort) {
        var key = plan.directory().resolve("sealing.key");
        try {
            Sealer.createKey(key);
        } catch (IOException e) {
            throw new UncheckedIOException("the sealing key can't be written to " + key, e);
        }
        var environment = new HashMap<String, String>();
        environment.put("HEADWATER_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + brokerPort);
        environment.put("HEADWATER_TOPICS_PREFIX", TOPIC_PREFIX);
        environment.put("HEADWATER_TOPICS_PARTITIONS", "4");
        environment.put("HEADWATER_NAMESPACE", NAMESPACE);
        environment.put("HEADWATER_SEALING_KEY_FILE", key.toString());
        environment.put("HEADWATER_GATEWAY_PORT", String.valueOf(gatewayPort));
        plan.settings().forEach((name, value) -> environment.put(variable(name), value));
        return environment;
    }

    private static String variable(String key) {
        return "HEADWATER_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static Command command(Build build, Plan plan, String service, Map<String, String> environment) {
        var more = plan.moreClasses().isEmpty() ? "" : File.pathSeparator + plan.moreClasses();
        var arguments = new ArrayList<>(List.of("-Xmx160m"));
        arguments.addAll(plan.jvmArguments().apply(service));
        return new Command(
                service,
                build.classPathOf(service) + more,
                mainClassOf(service),
                arguments,
                List.of(),
                environment,
                plan.directory().resolve(service + ".log"));
    }

    /** {@code repo-watcher} is {@code io.headwater.repowatcher.RepoWatcherMain}. */
    private static String mainClassOf(String service) {
        var words = List.of(service.split("-"));
        var name = words.stream()
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return "io.headwater." + String.join("", words) + "." + name + "Main";
    }

    private static JavaProcess broker(Build build, Path directory, int port) {
        var command = new Command(
                "broker",
                build.classPathOf("broker"),
                "io.headwater.broker.BrokerMain",
                List.of("-Xmx256m"),
                List.of(directory.resolve("broker").toString(), String.valueOf(port)),
                Map.of(),
                directory.resolve("broker.log"));
        return new JavaProcess(command, Readiness.ofBroker("127.0.0.1:" + port));
    }

    /** The process of a service, or the {@code broker}. */
    public JavaProcess process(String name) {
        return name.equals("broker")
                ? broker
                : Objects.requireNonNull(services.get(name), () -> "there is no service " + name);
    }

    /** Waits until every process does its work. */
    public void awaitReady() {
        broker.awaitReady(START_LIMIT);
        services.values().forEach(service -> service.awaitReady(START_LIMIT));
    }

    @Override
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    @Override
    public Set<String> users() {
        return SERVICES.stream().map(Accounts::user).collect(Collectors.toSet());
    }

    /** Where its broker is. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public String logTails() {
        return services.values().stream().map(JavaProcess::logTail).collect(Collectors.joining("\n"))
                + "\n"
                + broker.logTail();
    }

    @Override
    public void stop() {
        stopServices();
        broker.stop();
    }

    /** Ends the services, and leaves the broker running. */
    public void stopServices() {
        services.values().parallelStream().forEach(JavaProcess::stop);
    }

    @Override
    public void start() {
        if (!broker.isRunning()) {
            broker.start();
        }
        services.values().forEach(JavaProcess::start);
        awaitReady();
    }

    @Override
    public void close() {
        stop();
        http.shutdownNow();
    }
}
