package io.headwater.kubernetes.merge;

import java.util.Set;

/**
 * Who manages fields: the same name counts once for each way of writing and each subresource.
 *
 * @param name the field manager
 * @param operation how it wrote
 * @param apiVersion the version in which its fields are named
 * @param subresource through which it wrote; empty for the object itself
 */
public record Manager(String name, Operation operation, String apiVersion, String subresource) {

    /** How a manager wrote. */
    public enum Operation {
        /** By server-side apply: it removes what it no longer says. */
        APPLY("Apply"),
        /** By any other write. */
        UPDATE("Update");

        private final String word;

        Operation(String word) {
            this.word = word;
        }

        /** As {@code managedFields} says it. */
        public String word() {
            return word;
        }
    }

    /** Whether it applied the object itself under a name. */
    public boolean isApplierNamed(String other) {
        return operation == Operation.APPLY && name.equals(other) && subresource.isEmpty();
    }

    /** Whether it applied the object itself under one of several names. */
    boolean isApplierOf(Set<String> names) {
        return operation == Operation.APPLY && names.contains(name) && subresource.isEmpty();
    }
}
