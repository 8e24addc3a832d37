package io.headwater.standalone;

import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceMain;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headwater run SERVICE}. */
@Command(
        name = "run",
        description =
                "Runs one service alone, configured by HEADWATER_… variables or the file that HEADWATER_CONFIG_FILE names.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Parameters(
            paramLabel = "SERVICE",
            description =
                    "catalog, repo-watcher, renderer, cluster-watcher, differ, applier, health-checker or gateway")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    RunCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        var service = Standalone.services().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "there is no service '%s'; there are %s".formatted(name, names())));
        return ServiceMain.run(service, environment);
    }

    private static String names() {
        return Standalone.services().stream().map(Service::name).collect(Collectors.joining(", "));
    }
}
