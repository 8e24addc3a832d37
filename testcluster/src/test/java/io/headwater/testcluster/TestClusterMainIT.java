package io.headwater.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headwater.testcluster.TestClusterException.Code;
import io.headwater.testcluster.junit.WithControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control plane in the hands of another process. */
@WithControlPlane
class TestClusterMainIT {

    private final Path run;
    private final Process owner;

    TestClusterMainIT(@TempDir Path directory) throws IOException {
        run = directory;
        owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestClusterMain.class.getName(),
                        run.toString(),
                        "lent")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @BeforeEach
    void awaitReady() throws IOException {
        var output = new BufferedReader(owner.inputReader(StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return;
            }
        }
        throw new IllegalStateException("the owner ended before it was ready");
    }

    @AfterEach
    void endOwner() throws InterruptedException {
        owner.destroyForcibly().waitFor();
        assertThat(Deadline.in(Duration.ofSeconds(30)).await(() -> processes().isEmpty()))
                .isTrue();
    }

    @Test
    void isUsedAndBrokenAndMendedByThoseWhoAttach() {
        try (var plane = ControlPlane.attach(run.resolve("lent"))) {
            var namespace = plane.freshNamespace("attached");
            plane.kill(Component.API_SERVER);
            plane.start(Component.API_SERVER);

            assertThat(plane.api().find("/api/v1/namespaces/" + namespace)).isPresent();
            assertThat(plane.auditLog().entriesSince(plane.auditLog().start())).isNotEmpty();
        }
        assertThat(processes()).hasSize(Component.values().length);
        stopInOrder();
    }

    @Test
    void isRefusedToASecondOwner() {
        assertThatThrownBy(() -> ControlPlane.start(
                        new ControlPlaneBinaries(run), run.resolve("lent"), ControlPlane.Options.defaults()))
                .isInstanceOfSatisfying(TestClusterException.class, refused -> assertThat(refused.code())
                        .isEqualTo(Code.DIRECTORY_IN_USE));
    }

    @Test
    void leavesNoProcessWhenItsOwnerIsKilled() throws Exception {
        assumeTrue(Children.endWithThisProcess(), "setsid and setpriv (util-linux) are needed");

        owner.destroyForcibly().waitFor();

        assertThat(Deadline.in(Duration.ofSeconds(30)).await(() -> processes().isEmpty()))
                .as("processes %s end", processes())
                .isTrue();
    }

    @Test
    void continuesWithItsDataUnderANewOwner() throws Exception {
        String namespace;
        try (var plane = ControlPlane.attach(run.resolve("lent"))) {
            namespace = plane.freshNamespace("kept");
        }
        owner.destroyForcibly().waitFor();
        var binaries = files().binaries();

        try (var plane = ControlPlane.start(binaries, run.resolve("lent"), ControlPlane.Options.defaults())) {
            assertThat(plane.api().find("/api/v1/namespaces/" + namespace)).isPresent();
        }
    }

    private void stopInOrder() {
        owner.destroy();
        try {
            assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<ProcessHandle> processes() {
        return Arrays.stream(Component.values())
                .flatMap(component -> files().processOf(component).stream())
                .toList();
    }

    private RunDirectory files() {
        return new RunDirectory(run.resolve("lent"));
    }
}
