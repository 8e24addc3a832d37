package io.headwater.kubernetes.yaml;

import java.util.List;

/** What a file of manifests says. */
public sealed interface ManifestResult {

    /**
     * The file is well formed.
     *
     * @param manifests its objects in the order of the file, lists expanded; empty for a file of comments
     */
    record Manifests(List<Manifest> manifests) implements ManifestResult {
        public Manifests {
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * The file cannot be taken at its word, so nothing of it is.
     *
     * @param file the file as it was named to the reader
     * @param line where it is wrong, counted from 1
     * @param column counted from 1, in characters
     * @param message what is wrong and how to repair it; quotes no value, which may be secret
     */
    record ManifestError(String file, int line, int column, String message) implements ManifestResult {

        /** {@code deploy/web.yaml:12:3: message}. */
        @Override
        public String toString() {
            return file + ":" + line + ":" + column + ": " + message;
        }
    }
}
