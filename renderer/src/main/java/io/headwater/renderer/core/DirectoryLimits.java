package io.headwater.renderer.core;

import io.headwater.kubernetes.yaml.ManifestLimits;

/**
 * What one source may cost at most, since whoever can push can write one.
 *
 * @param files how many manifest files it may have
 * @param bytes how large they may be together
 * @param depth how deep its folders may be nested
 * @param manifest what one file may cost
 */
public record DirectoryLimits(int files, long bytes, int depth, ManifestLimits manifest) {

    /** Argo CD's 10 MiB for all files of a source. */
    public static final DirectoryLimits DEFAULT = new DirectoryLimits(20_000, 10L << 20, 64, ManifestLimits.DEFAULT);

    public DirectoryLimits {
        if (files < 1 || bytes < 1 || depth < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
