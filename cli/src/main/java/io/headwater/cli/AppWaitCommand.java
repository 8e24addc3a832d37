package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headwater app wait}. */
@Command(
        name = "wait",
        description =
                "Waits until an application is synced, healthy, and no operation runs; or for those of the three that are named.",
        mixinStandardHelpOptions = true)
final class AppWaitCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private ApplicationPath application = new ApplicationPath();

    @Option(names = "--sync", description = "until it is synced")
    private boolean sync;

    @Option(names = "--health", description = "until it is healthy")
    private boolean health;

    @Option(names = "--operation", description = "until no operation runs")
    private boolean operation;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "how long to wait (${DEFAULT-VALUE})",
            defaultValue = "300")
    private int timeout;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private String told = "";

    @Override
    public Integer call() {
        var client = gateway.client();
        client.get(application.of(""));
        var reached = client.follow(
                application.stream(), Duration.ofSeconds(timeout), event -> isReached(application.in(event)));
        if (!reached) {
            var now = client.get(application.of(""));
            throw new CommandException(
                    CommandException.TIMED_OUT,
                    "%s is %s and %s after %d s%s"
                            .formatted(
                                    application,
                                    ApplicationText.sync(now),
                                    ApplicationText.health(now),
                                    timeout,
                                    ApplicationText.reason(now)));
        }
        spec.commandLine().getOut().println(application + " is " + what());
        return 0;
    }

    /** Says how it stands, once for as long as it stands so. */
    private void tell(String line) {
        if (!line.equals(told)) {
            told = line;
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }

    private String what() {
        if (sync == health && health == operation) {
            return "synced and healthy, and no operation runs";
        }
        var words = new ArrayList<String>();
        if (sync) {
            words.add("synced");
        }
        if (health) {
            words.add("healthy");
        }
        if (operation) {
            words.add("without a running operation");
        }
        return String.join(" and ", words);
    }

    private boolean isReached(JsonNode found) {
        tell(ApplicationText.sync(found) + " " + ApplicationText.health(found) + ApplicationText.reason(found));
        var all = !sync && !health && !operation;
        var state = found.path("status").path("operationState");
        return (!(sync || all) || ApplicationText.sync(found).equals("Synced"))
                && (!(health || all) || ApplicationText.health(found).equals("Healthy"))
                && (!(operation || all) || !state.has("phase") || state.has("finishedAt"));
    }
}
