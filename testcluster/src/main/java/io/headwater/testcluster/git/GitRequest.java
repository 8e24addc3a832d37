package io.headwater.testcluster.git;

import java.time.Instant;
import java.util.Optional;

/**
 * A request to a Git server.
 *
 * @param at when it came
 * @param repository the repository's name, whether there is one or not
 * @param operation what it asks for
 * @param protocol the protocol's version that the client offered; 0 when it offered none
 * @param user who the client said it is, right or wrong
 */
public record GitRequest(Instant at, String repository, Operation operation, int protocol, Optional<String> user) {

    /** What a request asks for. */
    public enum Operation {
        /** The first request of a fetch: refs, or with protocol 2 only what the server can do. */
        FETCH_INFO,
        /** The refs, with protocol 2. */
        LIST_REFS,
        /** Objects; with protocol 0 a fetch may need several. */
        FETCH,
        /** The first request of a push. */
        PUSH_INFO,
        /** Objects and refs from the client. */
        PUSH,
        /** Anything else, which is answered with 404. */
        UNKNOWN
    }

    public boolean isFetch() {
        return operation == Operation.FETCH;
    }
}
