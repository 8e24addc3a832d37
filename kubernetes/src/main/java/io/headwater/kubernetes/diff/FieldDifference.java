package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A field whose live value is not what is desired.
 *
 * @param path the field as a person reads it: {@code spec.template.spec.containers[name=web].image}
 * @param desired what Git wants; null for a field that was removed from Git, or that must not be there
 * @param live what the cluster has; null for a field that is missing
 * @param owner who has the live value; null if the field is missing or nobody claims it
 * @param cause why they differ, as far as is known
 */
public record FieldDifference(
        String path,
        @Nullable JsonNode desired,
        @Nullable JsonNode live,
        @Nullable FieldOwner owner,
        DriftCause cause) {

    public FieldDifference {
        if (desired == null && live == null) {
            throw new IllegalArgumentException("no difference at " + path);
        }
    }

    /** Whether another difference is at the same place, inside this one or around it. */
    public boolean overlaps(FieldDifference other) {
        return isWithin(path, other.path) || isWithin(other.path, path);
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.startsWith(outer)
                && (inner.length() == outer.length()
                        || inner.charAt(outer.length()) == '.'
                        || inner.charAt(outer.length()) == '[');
    }

    /** The difference with a cause that somebody who knows more has found. */
    public FieldDifference because(DriftCause other) {
        return new FieldDifference(path, desired, live, owner, other);
    }
}
