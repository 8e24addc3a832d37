package io.headwater.kubernetes.ignore;

import java.util.List;

/**
 * What could be read of a configuration, and what not.
 *
 * @param value all that is well-formed
 */
public record Reading<T>(T value, List<IgnoreProblem> problems) {

    public Reading {
        problems = List.copyOf(problems);
    }
}
