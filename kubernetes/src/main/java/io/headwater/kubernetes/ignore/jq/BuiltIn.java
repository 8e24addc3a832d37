package io.headwater.kubernetes.ignore.jq;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function that every program can call. */
@FunctionalInterface
interface BuiltIn {

    void call(
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables,
            Consumer<Located> out);
}
