package io.headwater.cli;

import io.headwater.cli.GatewayOptions.Address;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code headwater}. */
@Command(
        name = "headwater",
        description = "Keeps Kubernetes clusters equal to what Git says.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            AppCommand.class,
            AuditCommand.class,
            AdminCommand.class,
            DiffCommand.class,
            RenderCommand.class,
            VersionCommand.class
        })
public final class HeadwaterCommand {

    private static final int WRONG_USE = 2;
    private static final int FAILED = 20;

    /** The command line with the exit codes that scripts rely on. */
    public static CommandLine commandLine() {
        return new CommandLine(new HeadwaterCommand())
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof CommandException known) {
                        command.getErr().println("headwater: " + known.getMessage());
                        return known.exitCode();
                    }
                    command.getErr().println("headwater: " + failure);
                    return FAILED;
                })
                .setExitCodeExceptionMapper(failure -> WRONG_USE)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new Address());
    }
}
