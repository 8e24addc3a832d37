package io.headwater.standalone;

import io.headwater.cli.HeadwaterCommand;
import picocli.CommandLine;

/** The command {@code headwater}: the command line of module {@code cli}, with what runs services beside it. */
public final class HeadwaterMain {

    private HeadwaterMain() {}

    /** Runs one command; the process's exit code is the command's. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return HeadwaterCommand.commandLine()
                .addSubcommand(new UpCommand(System.out, System.err))
                .addSubcommand(new RunCommand(System.getenv()));
    }
}
