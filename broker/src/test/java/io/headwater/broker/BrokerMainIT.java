package io.headwater.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker as a process of its own. */
class BrokerMainIT {

    private static final String READY = "broker ready on ";

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();

    BrokerMainIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (var process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void stopsCleanlyWhenAskedTo() throws Exception {
        var process = start();
        var records = new Records(address(process));
        records.create("topic", Map.of());

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void continuesAfterAKill() throws Exception {
        var killed = start();
        var records = new Records(address(killed));
        records.create("kept", Map.of());
        records.write("kept", "acknowledged");
        killed.destroyForcibly().waitFor();

        var again = new Records(address(start()));
        again.write("kept", "afterwards");

        assertThat(again.read("kept")).containsExactly("acknowledged", "afterwards");
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        address(start());

        var second = start();

        assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("in use");
        assertThat(second.waitFor()).isEqualTo(20);
    }

    private Process start() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        directory.toString())
                .start();
        processes.add(process);
        return process;
    }

    private static String address(Process process) throws IOException {
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new IllegalStateException("the broker ended before it was ready");
    }
}
