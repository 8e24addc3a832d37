package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headwater app sync}. */
@Command(name = "sync", description = "Syncs an application, and waits for it to end.", mixinStandardHelpOptions = true)
final class AppSyncCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private ApplicationPath application = new ApplicationPath();

    @Option(names = "--prune", description = "delete what Git does not have any more")
    private boolean prune;

    @Option(names = "--dry-run", description = "change nothing")
    private boolean dryRun;

    @Option(names = "--revision", description = "the revision to sync to, instead of where the source stands")
    private @Nullable String revision;

    @Option(names = "--async", description = "do not wait for the end")
    private boolean async;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "how long to wait (${DEFAULT-VALUE})",
            defaultValue = "300")
    private int timeout;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var client = gateway.client();
        var request = JsonNodeFactory.instance.objectNode().put("prune", prune).put("dryRun", dryRun);
        if (revision != null) {
            request.put("revision", revision);
        }
        var before = client.get(application.of("")).path("status").path("operationState");
        client.post(application.of("/sync"), request);
        if (async) {
            return 0;
        }
        var out = spec.commandLine().getOut();
        var result = new Result();
        var ended = client.follow(
                application.stream(),
                Duration.ofSeconds(timeout),
                event -> result.take(application.in(event), before, out));
        if (!ended) {
            throw new CommandException(
                    CommandException.TIMED_OUT,
                    "the sync of %s has not ended after %d s; it goes on, see `headwater app get %s`"
                            .formatted(application, timeout, application));
        }
        return result.succeeded ? 0 : CommandException.NO;
    }

    /** Follows an operation from its start to its end. */
    private static final class Result {
        private volatile boolean succeeded;
        private String shown = "";

        boolean take(JsonNode application, JsonNode before, PrintWriter out) {
            var state = application.path("status").path("operationState");
            if (!state.has("phase") || isOld(state, before)) {
                return false;
            }
            var line =
                    state.path("phase").asText() + " " + state.path("message").asText("");
            if (!line.equals(shown)) {
                shown = line;
                out.println(line);
                out.flush();
            }
            succeeded = state.path("phase").asText().equals("Succeeded");
            return state.has("finishedAt");
        }

        private static boolean isOld(JsonNode state, JsonNode before) {
            return before.has("finishedAt")
                    && before.path("operation")
                            .path("info")
                            .equals(state.path("operation").path("info"))
                    && before.path("startedAt").equals(state.path("startedAt"));
        }
    }
}
