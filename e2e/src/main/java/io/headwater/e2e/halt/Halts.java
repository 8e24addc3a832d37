package io.headwater.e2e.halt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Names the moment at which a service's process is to end.
 *
 * @param directory where the services' {@link HaltingInterceptor}s look
 */
public record Halts(Path directory) {

    /** By which a Kafka client has to know the interceptor. */
    public static final String INTERCEPTOR = HaltingInterceptor.class.getName();

    /** The arguments of the JVM of a service. */
    public List<String> jvmArguments(String service) {
        return List.of(
                "-D" + HaltingInterceptor.HALT_FILE + "=" + haltFile(service),
                "-D" + HaltingInterceptor.MOMENTS_FILE + "=" + momentsFile(service));
    }

    /** Makes the folder, with nothing in it. */
    public void clear() {
        try {
            Files.createDirectories(directory);
            try (var old = Files.list(directory)) {
                for (var file : old.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the service end the next time that the moment comes. */
    public void endAt(String service, Moment moment) {
        try {
            var fresh = directory.resolve(service + ".halt.new");
            Files.writeString(fresh, moment.toString());
            Files.move(fresh, haltFile(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets which moments have come. */
    public void forget(String service) {
        try {
            Files.deleteIfExists(momentsFile(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which moments have come since that was forgotten last. */
    public SortedSet<Moment> moments(String service) {
        var moments = new TreeSet<Moment>();
        try {
            if (Files.exists(momentsFile(service))) {
                Files.readAllLines(momentsFile(service)).stream()
                        .map(Moment::parse)
                        .forEach(moments::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return moments;
    }

    private Path haltFile(String service) {
        return directory.resolve(service + ".halt");
    }

    private Path momentsFile(String service) {
        return directory.resolve(service + ".moments");
    }
}
