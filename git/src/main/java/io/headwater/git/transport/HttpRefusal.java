package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request failed in a way that is already understood.
 *
 * <p>A SocketException, since that is what JGit's transport passes on at once; after other kinds it tries further ways to log in.
 */
final class HttpRefusal extends SocketException {

    private final GitErrorCode code;

    HttpRefusal(GitErrorCode code, String message, @Nullable Throwable cause) {
        super(message);
        this.code = code;
        if (cause != null) {
            initCause(cause);
        }
    }

    GitErrorCode code() {
        return code;
    }
}
