package io.headwater.runtime;

import io.headwater.schemas.TraceContext;
import java.util.Optional;

/** The trace that the current thread works for. */
public final class Traces {

    private static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    private Traces() {}

    /** The trace that the current thread works for; empty when it works for nobody in particular. */
    public static Optional<TraceContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Runs a task as part of a trace. */
    public static void within(TraceContext trace, Runnable task) {
        ScopedValue.where(CURRENT, trace).run(task);
    }
}
