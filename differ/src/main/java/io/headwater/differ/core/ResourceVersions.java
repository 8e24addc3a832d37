package io.headwater.differ.core;

import java.util.Comparator;

/**
 * The order of resourceVersions of one kind: decimal numbers without a bound, which may be compared since Kubernetes 1.35 says so.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions">Kubernetes: resource versions</a>
 */
final class ResourceVersions {

    /** By number, where they are numbers. */
    static final Comparator<String> ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private ResourceVersions() {}

    /** Whether {@code seen} is at or after {@code required}; where an API server gives other things than numbers, nothing is waited for. */
    static boolean reached(String seen, String required) {
        return !isNumber(seen) || !isNumber(required) || ORDER.compare(seen, required) >= 0;
    }

    /** Whether {@code seen} is certainly at or after {@code required}. */
    static boolean certainlyReached(String seen, String required) {
        return isNumber(seen) && isNumber(required) && ORDER.compare(seen, required) >= 0;
    }

    /** Whether {@code seen} is certainly after {@code other}. */
    static boolean isAfter(String seen, String other) {
        return isNumber(seen) && isNumber(other) && ORDER.compare(seen, other) > 0;
    }

    private static boolean isNumber(String version) {
        return !version.isEmpty() && version.charAt(0) != '0' && version.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
