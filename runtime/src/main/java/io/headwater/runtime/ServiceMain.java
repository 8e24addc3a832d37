package io.headwater.runtime;

import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.config.ConfigurationException;
import io.headwater.runtime.http.HealthEndpoint;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of one service: from the environment to the exit code. */
public final class ServiceMain {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
    private static final int DONE = 0;
    private static final int MISCONFIGURED = 20;
    private static final int HALTED = 21;

    private ServiceMain() {}

    /**
     * Runs a service until the process is asked to end.
     *
     * @return the exit code: 0 after a stop, 20 when the configuration is wrong, 21 when only a human can help
     */
    public static int run(Service service, Map<String, String> environment) {
        try {
            return run(service, Configuration.load(environment));
        } catch (ConfigurationException | ServiceException e) {
            System.err.println("headwater " + service.name() + ": " + e.getMessage());
            return MISCONFIGURED;
        }
    }

    private static int run(Service service, Configuration settings) {
        var host = settings.text("http.host", "0.0.0.0");
        var port = settings.integer("http.port", 8081, 0, 65_535);
        try (var process = ProcessEnvironment.of(settings)) {
            var halted = new CompletableFuture<Throwable>();
            var supervisor = new Supervisor(service, process, halted::complete);
            try (var endpoint = HealthEndpoint.start(host, port, process.readiness()::isReady, process.metrics())) {
                supervisor.start();
                LOG.atInfo()
                        .addKeyValue("service", service.name())
                        .addKeyValue("port", endpoint.port())
                        .addKeyValue("configuration", settings.redacted())
                        .log("Started");
                return awaitEnd(service, supervisor, halted);
            }
        }
    }

    private static int awaitEnd(Service service, Supervisor supervisor, CompletableFuture<Throwable> halted) {
        var stopped = new CompletableFuture<Void>();
        var hook = Thread.ofPlatform().unstarted(() -> {
            supervisor.close();
            stopped.complete(null);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        CompletableFuture.anyOf(halted, stopped).join();
        if (!halted.isDone()) {
            return DONE;
        }
        System.err.println("headwater " + service.name() + ": " + halted.join().getMessage());
        return HALTED;
    }
}
