package io.headwater.differ.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done about an assessment. */
public sealed interface Decision {

    /** What to remember from now on. */
    Memory memory();

    /** What stands in the way of more. */
    List<Reason> reasons();

    /** When to decide again even if nothing happens. */
    Optional<Instant> again();

    /** The decision with more to say, and at another time again if that comes first. */
    Decision with(List<Reason> more, Optional<Instant> other);

    /** Whether a sync is asked for, or was and is not over. */
    default boolean isSyncAhead(OperationLog operations) {
        return this instanceof Ask
                || memory().requested().isPresent()
                || operations.operations().stream()
                        .anyMatch(operation -> operation.finished().isEmpty());
    }

    /** Nothing is asked for now. */
    record Rest(Memory memory, List<Reason> reasons, Optional<Instant> again) implements Decision {
        public Rest {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Rest with(List<Reason> more, Optional<Instant> other) {
            return new Rest(memory, joined(reasons, more), earlier(again, other));
        }
    }

    /** A sync is asked for. */
    record Ask(SyncRequest request, Memory memory, List<Reason> reasons, Optional<Instant> again) implements Decision {
        public Ask {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Ask with(List<Reason> more, Optional<Instant> other) {
            return new Ask(request, memory, joined(reasons, more), earlier(again, other));
        }
    }

    private static List<Reason> joined(List<Reason> some, List<Reason> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }
}
