package io.headwater.testcluster.junit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about control planes; a system property of the same name wins.
 *
 * @param required whether tests fail, rather than being skipped, without one ({@code HEADWATER_TESTCLUSTER=required})
 * @param running where {@code TestClusterMain} keeps those that are up already ({@code HEADWATER_TESTCLUSTER_RUN})
 */
record Surroundings(boolean required, Optional<Path> running) {

    static Surroundings ofThisProcess() {
        return read(System::getProperty, System::getenv);
    }

    static Surroundings read(UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        var wanted = value("HEADWATER_TESTCLUSTER", properties, environment);
        if (wanted.isPresent() && !wanted.get().equals("required")) {
            throw new IllegalArgumentException(
                    "HEADWATER_TESTCLUSTER can only be 'required', was '" + wanted.get() + "'");
        }
        return new Surroundings(
                wanted.isPresent(),
                value("HEADWATER_TESTCLUSTER_RUN", properties, environment).map(Path::of));
    }

    private static Optional<String> value(
            String name, UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        return Optional.ofNullable(properties.apply(name))
                .or(() -> Optional.ofNullable(environment.apply(name)))
                .filter(text -> !text.isEmpty());
    }
}
