package io.headwater.kubernetes.yaml;

import io.headwater.kubernetes.KubernetesObject;

/**
 * An object and where it is written.
 *
 * @param object has an apiVersion, a kind, and a name or a generateName
 * @param file the file as it was named to the reader
 * @param line where the object starts, counted from 1
 */
public record Manifest(KubernetesObject object, String file, int line) {

    /** {@code deploy/web.yaml:12}. */
    public String location() {
        return file + ":" + line;
    }
}
