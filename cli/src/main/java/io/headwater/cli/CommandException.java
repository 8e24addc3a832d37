package io.headwater.cli;

/** A command can't do what it was asked for; the message says in one line why and what to do. */
public final class CommandException extends RuntimeException {

    static final int NO = 1;
    static final int UNREACHABLE = 20;
    static final int REFUSED = 21;
    static final int MISSING = 22;
    static final int TIMED_OUT = 23;

    private final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
