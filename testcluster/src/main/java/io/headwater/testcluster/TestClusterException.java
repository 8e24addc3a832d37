package io.headwater.testcluster;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a test needs of the outside world could not be had. */
public final class TestClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, and so who can mend it. */
    public enum Code {
        /** A file of a run directory or of the cache cannot be read or written. */
        FILES,
        /** Another process works in the run directory. */
        DIRECTORY_IN_USE,
        /** The binaries did not build. */
        BUILD_FAILED,
        /** A process of the control plane did not start, or not in time. */
        START_FAILED,
        /** The API server refused a request, or could not be reached. */
        REQUEST_FAILED,
        /** What was waited for did not come. */
        TIMED_OUT
    }

    private final Code code;

    public TestClusterException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    public TestClusterException(Code code, String message) {
        this(code, message, null);
    }

    public Code code() {
        return code;
    }
}
