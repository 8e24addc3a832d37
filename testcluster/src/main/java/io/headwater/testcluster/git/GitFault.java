package io.headwater.testcluster.git;

/** What a Git server can do to a request instead of answering it well. */
public sealed interface GitFault {

    /** Answers nothing, and keeps the connection, until the fault is switched off; then it goes on as usual. */
    record Hang() implements GitFault {}

    /** Answers correctly, at so many bytes a second. */
    record Slow(int bytesPerSecond) implements GitFault {
        public Slow {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("bytesPerSecond must be at least 1, was " + bytesPerSecond);
            }
        }
    }

    /** Answers with a status of 400 or above, and a line of text. */
    record Refuse(int status) implements GitFault {
        public Refuse {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("a refusal has a status from 400 to 599, not " + status);
            }
        }
    }

    /** Breaks the connection off after so many bytes of the answer's body. */
    record Cut(int afterBytes) implements GitFault {
        public Cut {
            if (afterBytes < 0) {
                throw new IllegalArgumentException("afterBytes must not be negative, was " + afterBytes);
            }
        }
    }
}
