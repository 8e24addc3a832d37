package io.headwater.kubernetes;

import java.util.Comparator;

/**
 * The order of the resourceVersions of one kind in one cluster: decimal numbers without a bound. An API server that gives other things than numbers lets
 * its versions be compared for equality alone; of them nothing is <em>certain</em> but that.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions">Kubernetes: resource versions, comparable since 1.35</a>
 */
public final class ResourceVersions {

    /** By number; to be used of numbers only. */
    public static final Comparator<String> ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private ResourceVersions() {}

    /** Whether what is known at one version certainly includes what happened at the other; an empty other one is included in everything. */
    public static boolean includes(String version, String other) {
        return other.isEmpty()
                || version.equals(other)
                || (isNumber(version) && isNumber(other) && ORDER.compare(version, other) >= 0);
    }

    /** Whether a version is certainly after another. */
    public static boolean isAfter(String version, String other) {
        return isNumber(version) && isNumber(other) && ORDER.compare(version, other) > 0;
    }

    private static boolean isNumber(String version) {
        return !version.isEmpty() && version.charAt(0) != '0' && version.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
