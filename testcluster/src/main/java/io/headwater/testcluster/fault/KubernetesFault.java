package io.headwater.testcluster.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What a {@link KubernetesFaultProxy} can do to a request. */
public sealed interface KubernetesFault {

    /** Calls back before the API server hears of the request, then goes on as usual. */
    record Before(Consumer<KubernetesRequest> callback) implements KubernetesFault {}

    /** Calls back when the API server has answered and the client doesn't know yet, then goes on as usual. */
    record After(Consumer<KubernetesRequest> callback) implements KubernetesFault {}

    /** Lets the API server act, and breaks the connection off instead of passing its answer on. */
    record DropAnswer() implements KubernetesFault {}

    /** Answers in place of the API server, which never hears of the request. */
    record Answer(int status, Optional<Duration> retryAfter) implements KubernetesFault {

        public Answer {
            requireRefusal(status);
        }

        public static Answer of(int status) {
            return new Answer(status, Optional.empty());
        }
    }

    /** Lets the API server act, and answers with something else: it was done, and is reported as a timeout. */
    record Pretend(int status) implements KubernetesFault {
        public Pretend {
            requireRefusal(status);
        }
    }

    /** Keeps the request from the API server until the fault is switched off, then goes on as usual. */
    record Hang() implements KubernetesFault {}

    /** Passes so many bytes of the answer on and then nothing more, until the fault is switched off: a list that stalls, a watch that falls silent. */
    record Stall(long afterBytes) implements KubernetesFault {}

    /** Breaks the connection off after so many bytes of the answer. */
    record Cut(long afterBytes) implements KubernetesFault {}

    /** Answers a watch as a real API server does when its version is too old: with status 200, and one event of type ERROR and code 410. */
    record ExpireWatch() implements KubernetesFault {}

    private static void requireRefusal(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a refusal has a status from 400 to 599, not " + status);
        }
    }
}
