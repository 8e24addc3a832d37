package io.headwater.clusterwatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A cluster-watcher in a process of its own, that can be killed as a machine does it. */
final class ClusterWatcherProcess implements AutoCloseable {

    private final Process process;

    /** @param settings by dotted keys */
    ClusterWatcherProcess(Map<String, String> settings, Path log) {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ClusterWatcherMain.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        settings.forEach((key, value) -> builder.environment()
                .put("HEADWATER_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
