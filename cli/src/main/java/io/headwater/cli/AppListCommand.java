package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headwater app list}. */
@Command(name = "list", description = "Lists applications.", mixinStandardHelpOptions = true)
final class AppListCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var answer = gateway.client().get("/api/v1/applications");
        if (output.format().isTable()) {
            var wide = output.format() == Output.WIDE;
            var rows = new ArrayList<List<String>>();
            rows.add(wide ? ApplicationText.WIDE_HEADER : ApplicationText.HEADER);
            for (JsonNode application : answer.path("items")) {
                rows.add(ApplicationText.row(application, wide));
            }
            Output.table(out, rows);
        } else {
            output.format().write(out, output.format() == Output.JSON ? answer.path("items") : answer);
        }
        return 0;
    }
}
