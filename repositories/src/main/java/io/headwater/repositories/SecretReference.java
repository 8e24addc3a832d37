package io.headwater.repositories;

/**
 * A Secret on the hub in one of its versions.
 *
 * @param version its resourceVersion, so that a rotated credential makes another reference
 */
public record SecretReference(String namespace, String name, String version) {

    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
