package io.headwater.testcluster;

import java.nio.file.Path;
import java.util.Optional;

/** Makes the binaries of a control plane. */
interface BinaryBuild {

    /** Why it cannot be tried on this machine; empty when it can. */
    Optional<String> obstacle();

    /**
     * Builds every binary into the directory.
     *
     * @throws TestClusterException when it failed; the directory may hold some of them then
     */
    void into(Path directory);
}
