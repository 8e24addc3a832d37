package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The real {@code kubectl}, as the administrator. Its discovery cache is the run directory's, not the user's. */
record Kubectl(Path binary, Path kubeconfig, Path cache) {

    /**
     * Runs it.
     *
     * @return what it printed on stdout
     * @throws TestClusterException with what it said on stderr, when it fails
     */
    String run(String input, List<String> arguments) {
        var command = new ArrayList<>(List.of(binary.toString(), "--kubeconfig=" + kubeconfig, "--cache-dir=" + cache));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command).start();
            var complaint = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = text(process.getInputStream());
            if (process.waitFor() != 0) {
                throw new TestClusterException(
                        Code.REQUEST_FAILED,
                        "kubectl " + String.join(" ", arguments) + " failed: "
                                + complaint.join().strip());
            }
            return output;
        } catch (IOException e) {
            throw new TestClusterException(Code.REQUEST_FAILED, "kubectl cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(Code.REQUEST_FAILED, "interrupted while kubectl ran", e);
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
