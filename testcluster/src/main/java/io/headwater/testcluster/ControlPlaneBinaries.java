package io.headwater.testcluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The executables of a control plane.
 *
 * @param directory where all of them are
 */
public record ControlPlaneBinaries(Path directory) {

    /** Where the binaries are, or why there are none. */
    public sealed interface Lookup {

        /**
         * Usable.
         *
         * @param origin in words: which of the places they came from
         */
        record Found(ControlPlaneBinaries binaries, String origin) implements Lookup {}

        /**
         * Not to be had on this machine.
         *
         * @param reason what was looked for where, and what to install
         */
        record Missing(String reason) implements Lookup {}
    }

    public ControlPlaneBinaries {
        directory = directory.toAbsolutePath();
    }

    /**
     * Looks in {@code KUBEBUILDER_ASSETS}, then in the cache under the user's cache folder; with Go on the path, builds what the cache lacks, which
     * takes about six minutes on two cores, once. Processes that look at the same time wait for one build.
     */
    public static Lookup locate() {
        return BinaryLocator.ofThisMachine().locate();
    }

    public Path etcd() {
        return directory.resolve("etcd");
    }

    public Path kubectl() {
        return directory.resolve("kubectl");
    }

    public Path of(Component component) {
        return directory.resolve(component.binary());
    }

    /** An oracle that may be there or not: {@code kustomize}, {@code helm}. */
    public Optional<Path> tool(String name) {
        return Optional.of(directory.resolve(name)).filter(Files::isExecutable);
    }

    /** The executables that a control plane needs and that are not there. */
    List<String> lacking() {
        return Stream.concat(Arrays.stream(Component.values()).map(Component::binary), Stream.of("kubectl"))
                .filter(name -> !Files.isExecutable(directory.resolve(name)))
                .toList();
    }
}
