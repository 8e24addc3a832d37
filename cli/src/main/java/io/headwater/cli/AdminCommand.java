package io.headwater.cli;

import io.headwater.runtime.sealing.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headwater admin}. */
@Command(
        name = "admin",
        description = "What is needed once, to set Headwater up.",
        mixinStandardHelpOptions = true,
        subcommands = AdminCommand.SealingKey.class)
final class AdminCommand {

    /** {@code headwater admin sealing-key}. */
    @Command(
            name = "sealing-key",
            description =
                    "Writes a new key that seals Secret values on Kafka. All services need the same one; keep a copy.",
            mixinStandardHelpOptions = true)
    static final class SealingKey implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "the file, which must not be there; only its owner can read it")
        private Path file = Path.of("");

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (Files.exists(file)) {
                throw new CommandException(
                        CommandException.REFUSED,
                        file + " is there already and stays as it is, since what it sealed could not be opened without"
                                + " it: name another file");
            }
            try {
                Sealer.createKey(file);
            } catch (IOException e) {
                throw new CommandException(
                        CommandException.REFUSED,
                        "%s can't be written (%s): name a file in a folder of yours".formatted(file, e));
            }
            spec.commandLine().getOut().println("A new sealing key is in " + file + "; keep a copy of it");
            return 0;
        }
    }
}
