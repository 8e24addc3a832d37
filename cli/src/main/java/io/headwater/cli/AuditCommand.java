package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headwater audit}. */
@Command(
        name = "audit",
        description = "Who asked for what, and what became of it.",
        mixinStandardHelpOptions = true,
        subcommands = AuditCommand.Tail.class)
final class AuditCommand {

    /** {@code headwater audit tail}. */
    @Command(name = "tail", description = "Shows the newest entries.", mixinStandardHelpOptions = true)
    static final class Tail implements Callable<Integer> {

        private static final Duration FOR_EVER = Duration.ofDays(365);

        @Mixin
        private GatewayOptions gateway = new GatewayOptions();

        @Option(
                names = {"-f", "--follow"},
                description = "and those to come, until stopped")
        private boolean follow;

        @Mixin
        private OutputOption output = new OutputOption();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            var client = gateway.client();
            client.get("/api/v1/audit").path("items").forEach(entry -> write(out, entry));
            if (follow) {
                client.follow("/api/v1/stream/audit", FOR_EVER, entry -> {
                    write(out, entry);
                    return false;
                });
            }
            return 0;
        }

        private void write(PrintWriter out, JsonNode entry) {
            if (output.format().isTable()) {
                out.printf(
                        "%s %-10s %-10s %-9s %s%s %s%n",
                        entry.path("at").asText(),
                        entry.path("actor").asText(),
                        entry.path("action").asText(),
                        entry.path("outcome").asText(),
                        entry.path("application").asText(""),
                        entry.path("subject").asText(""),
                        entry.path("detail").asText(""));
            } else {
                out.println(entry);
            }
            out.flush();
        }
    }
}
