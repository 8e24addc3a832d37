package io.headwater.repositories;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.mirror.Mirrors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The mirrors of this process, shared by all its services, so that what one of them fetched the others have.
 *
 * <p>Processes that share a data directory each get a folder of their own in it: {@code mirrors}, {@code mirrors-2} and so on.
 */
public final class SharedMirrors implements AutoCloseable {

    private static final int MOST_PROCESSES = 16;
    private static final Map<Path, SharedMirrors> OPEN = new HashMap<>();

    private final Path key;
    private final Mirrors mirrors;
    private int users;

    private SharedMirrors(Path key, Mirrors mirrors) {
        this.key = key;
        this.mirrors = mirrors;
    }

    /**
     * The mirrors in a data directory; each call is answered by one {@link #close}, the last of which ends them.
     *
     * @throws GitException if no folder can be used
     */
    public static SharedMirrors in(Path dataDirectory, GitLimits limits) {
        synchronized (OPEN) {
            var key = dataDirectory.toAbsolutePath().normalize();
            var shared = OPEN.computeIfAbsent(key, ignored -> new SharedMirrors(key, open(key, limits)));
            shared.users++;
            return shared;
        }
    }

    public Mirrors mirrors() {
        return mirrors;
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(key);
                mirrors.close();
            }
        }
    }

    private static Mirrors open(Path dataDirectory, GitLimits limits) {
        for (var process = 1; ; process++) {
            var folder = process == 1 ? "mirrors" : "mirrors-" + process;
            try {
                return Mirrors.open(dataDirectory.resolve(folder), limits);
            } catch (GitException failure) {
                if (failure.code() != GitErrorCode.IN_USE || process == MOST_PROCESSES) {
                    throw failure;
                }
            }
        }
    }
}
