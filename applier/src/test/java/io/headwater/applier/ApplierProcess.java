package io.headwater.applier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An applier in a process of its own, that can be killed and paused as a machine does it. */
final class ApplierProcess implements AutoCloseable {

    private final Process process;

    /** @param settings by dotted keys */
    ApplierProcess(Map<String, String> settings, Path log) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ApplierMain.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        settings.forEach((key, value) -> builder.environment()
                .put("HEADWATER_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_'), value));
        this.process = builder.start();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Keeps it from running at all, as a machine does that sleeps; its connections stay. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + status);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
