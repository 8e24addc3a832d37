package io.headwater.differ.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is done about an assessment. */
public sealed interface Decision {

    /** What to remember from now on. */
    Memory memory();

    /** What stands in the way of more. */
    List<Reason> reasons();

    /** When to decide again even if nothing happens. */
    Optional<Instant> again();

    /** Nothing is asked for now. */
    record Rest(Memory memory, List<Reason> reasons, Optional<Instant> again) implements Decision {
        public Rest {
            reasons = List.copyOf(reasons);
        }
    }

    /** A sync is asked for. */
    record Ask(SyncRequest request, Memory memory, List<Reason> reasons, Optional<Instant> again) implements Decision {
        public Ask {
            reasons = List.copyOf(reasons);
        }
    }
}
