package io.headwater.deploy;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** What a test can't do without. */
final class Requirement {

    private Requirement() {}

    /**
     * Skips the test for want of something, or fails it where {@code HEADWATER_TESTCLUSTER} (system property or environment) is {@code required}.
     *
     * @param lacking what is missing, and what to install
     */
    static <T> T orSkip(Optional<T> needed, String lacking) {
        if (needed.isEmpty()) {
            if ("required"
                    .equals(System.getProperty("HEADWATER_TESTCLUSTER", System.getenv("HEADWATER_TESTCLUSTER")))) {
                throw new AssertionFailedError(lacking);
            }
            Assumptions.abort(lacking);
        }
        return needed.orElseThrow();
    }
}
