package io.headwater.kubernetes.yaml;

/**
 * What a manifest file may cost at most, since whoever can push can write one.
 *
 * @param bytes the size of a file
 * @param depth how deep mappings and sequences may be nested
 * @param nodes how many keys, values, mappings and sequences a YAML file may hold; what it takes to read one follows from that
 * @param documents how many documents a file may hold; a list's items count as well
 * @param aliases how many aliases a document may hold
 * @param expanded how large a document may be when every alias is written out, in nodes plus characters
 */
public record ManifestLimits(int bytes, int depth, int nodes, int documents, int aliases, long expanded) {

    /** Argo CD's 10 MiB for all manifests of a source, and far more of all else than a hand-written manifest needs. */
    public static final ManifestLimits DEFAULT =
            new ManifestLimits(10 << 20, 256, 1_000_000, 20_000, 10_000, 64L << 20);

    public ManifestLimits {
        if (bytes < 1 || depth < 1 || nodes < 1 || documents < 1 || aliases < 0 || expanded < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
