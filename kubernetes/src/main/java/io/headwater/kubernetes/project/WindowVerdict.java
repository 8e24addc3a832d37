package io.headwater.kubernetes.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether sync windows allow a sync at an instant. */
public sealed interface WindowVerdict {

    /** When it is over and syncs are forbidden, or allowed, instead; empty if it lasts for longer than is looked ahead. */
    Optional<Instant> until();

    /** When to ask again if nothing else happens; empty if it stays so for ever. */
    Optional<Instant> again();

    /** Every sync is. */
    record Allowed(Optional<Instant> until, Optional<Instant> again) implements WindowVerdict {}

    /**
     * No automated sync is.
     *
     * @param by the windows: those that forbid and are open, or else those that allow, none of which is
     * @param manual whether a sync is allowed that a person asks for
     * @param overrun whether a sync may go on that began before
     */
    record Forbidden(
            List<SyncWindow> by, boolean manual, boolean overrun, Optional<Instant> until, Optional<Instant> again)
            implements WindowVerdict {

        public Forbidden {
            by = List.copyOf(by);
        }

        /** Whether a window that forbids syncs is open, rather than none that allows them. */
        public boolean isDenied() {
            return by.getFirst().kind() == SyncWindow.Kind.DENY;
        }
    }
}
