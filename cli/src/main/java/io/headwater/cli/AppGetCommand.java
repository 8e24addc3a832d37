package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headwater app get}. */
@Command(name = "get", description = "Shows an application and its objects.", mixinStandardHelpOptions = true)
final class AppGetCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private ApplicationPath application = new ApplicationPath();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var client = gateway.client();
        var found = client.get(application.of(""));
        if (!output.format().isTable()) {
            output.format().write(out, found);
            return 0;
        }
        describe(out, found);
        objects(out, client.get(application.of("/managed-resources")).path("items"));
        return 0;
    }

    private static void describe(PrintWriter out, JsonNode found) {
        var status = found.path("status");
        line(out, "Name:", ApplicationText.qualifiedName(found));
        line(out, "Project:", found.path("spec").path("project").asText("default"));
        ApplicationText.sources(found).forEach(source -> line(out, "Source:", source));
        line(out, "Sync Status:", ApplicationText.sync(found) + revision(status));
        var health = status.path("health").path("message").asText("");
        line(out, "Health Status:", ApplicationText.health(found) + (health.isEmpty() ? "" : " (" + health + ")"));
        var operation = status.path("operationState");
        if (operation.has("phase")) {
            line(
                    out,
                    "Operation:",
                    operation.path("phase").asText() + " "
                            + operation.path("message").asText(""));
        }
        for (var condition : status.path("conditions")) {
            line(
                    out,
                    condition.path("type").asText() + ":",
                    condition.path("message").asText());
        }
        out.println();
    }

    private static String revision(JsonNode status) {
        var revision = status.path("sync").path("revision").asText("");
        return revision.isEmpty() ? "" : " (" + revision.substring(0, Math.min(7, revision.length())) + ")";
    }

    private static void objects(PrintWriter out, JsonNode objects) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("GROUP", "KIND", "NAMESPACE", "NAME", "STATUS", "HEALTH", "MESSAGE"));
        for (var object : objects) {
            rows.add(List.of(
                    object.path("group").asText(""),
                    object.path("kind").asText(""),
                    object.path("namespace").asText(""),
                    object.path("name").asText(""),
                    object.path("status").asText(""),
                    object.path("health").path("status").asText(""),
                    message(object)));
        }
        Output.table(out, rows);
    }

    private static String message(JsonNode object) {
        var fields = new ArrayList<String>();
        object.path("fields").forEach(field -> fields.add(field.path("path").asText() + why(field)));
        return fields.isEmpty()
                ? object.path("health")
                        .path("message")
                        .asText(object.path("cause").asText(""))
                : "differs in " + String.join(", ", fields);
    }

    /** The class of cause and who it was, as far as is known. */
    private static String why(JsonNode field) {
        var cause = field.path("cause").asText("");
        var manager = field.path("manager").asText("");
        var why = manager.isEmpty() ? cause : cause + " by " + manager;
        return why.isBlank() ? "" : " (" + why + ")";
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-19s %s%n", name, value);
    }
}
