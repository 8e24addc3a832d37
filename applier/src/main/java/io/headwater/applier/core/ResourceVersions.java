package io.headwater.applier.core;

/**
 * Compares resourceVersions of one cluster.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions">since 1.35 they are comparable decimal numbers</a>
 */
public final class ResourceVersions {

    private ResourceVersions() {}

    /** Whether what is known at one version includes what happened at the other; versions that are no numbers compare for equality alone. */
    public static boolean reaches(String version, String other) {
        if (other.isEmpty() || version.equals(other)) {
            return true;
        }
        if (!isNumber(version) || !isNumber(other)) {
            return false;
        }
        return version.length() != other.length() ? version.length() > other.length() : version.compareTo(other) >= 0;
    }

    private static boolean isNumber(String version) {
        return !version.isEmpty() && version.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
