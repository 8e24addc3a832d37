package io.headwater.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What became of a command. */
record Invocation(int exitCode, String out, String err) {

    static Invocation of(String... arguments) {
        return into(new StringWriter(), arguments);
    }

    /** @param out what the command has printed so far, while it runs */
    static Invocation into(StringWriter out, String... arguments) {
        var err = new StringWriter();
        var code = HeadwaterCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Invocation(code, out.toString(), err.toString());
    }
}
