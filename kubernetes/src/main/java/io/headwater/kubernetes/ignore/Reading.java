package io.headwater.kubernetes.ignore;

import java.util.List;
import java.util.function.Function;

/**
 * What could be read of a configuration, and what not.
 *
 * @param value all that is well-formed
 */
public record Reading<T>(T value, List<IgnoreProblem> problems) {

    public Reading {
        problems = List.copyOf(problems);
    }

    /** The same problems beside another value. */
    public <R> Reading<R> map(Function<? super T, ? extends R> change) {
        return new Reading<>(change.apply(value), problems);
    }
}
