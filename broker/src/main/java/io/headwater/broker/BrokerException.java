package io.headwater.broker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The broker could not be started. Nothing of it is left running. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, and so who can mend it. */
    public enum Code {
        /** Another broker, here or in another process, works on this data directory. */
        DATA_DIRECTORY_IN_USE,
        /** The data directory cannot be read or written, or what it holds is no data of this broker. */
        DATA_DIRECTORY_UNUSABLE,
        /** Something else listens on the port. */
        PORT_IN_USE,
        /** Kafka gave up while starting; the cause says why. */
        START_FAILED
    }

    private final Code code;

    BrokerException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    public Code code() {
        return code;
    }
}
