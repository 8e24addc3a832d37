package io.headwater.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code headwater up} as a process of its own. */
final class HeadwaterProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int PORT = 18_090;

    private final Process process;
    private final WebhookSigner signer;

    private HeadwaterProcess(Process process, WebhookSigner signer) {
        this.process = process;
        this.signer = signer;
    }

    /** Starts it and waits until it is ready. */
    static HeadwaterProcess start(Path launcher, Path kubeconfig, Path data, WebhookSigner signer) {
        try {
            var process = new ProcessBuilder(
                            launcher.toString(),
                            "up",
                            "--kubeconfig",
                            kubeconfig.toString(),
                            "--data",
                            data.toString(),
                            "--port",
                            String.valueOf(PORT))
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolveSibling("headwater.log").toFile())
                    .start();
            var started = new HeadwaterProcess(process, signer);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("headwater can't be started", e);
        }
    }

    /** Tells of a push as GitHub would. */
    void push(String repositoryUrl, String commit) {
        var body = """
                {"ref":"refs/heads/main","after":"%s","repository":{"clone_url":"%s","default_branch":"main"}}""".formatted(commit, repositoryUrl);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/api/webhook"))
                .header("content-type", "application/json")
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", signer.sign(body))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 202) {
                throw new IllegalStateException("the webhook was answered with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The memory that the process holds, in MiB, as Linux counts it. */
    long residentMebibytes() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much of one core the process uses in some time, in percent. */
    double processorPercent(Duration during) {
        var before = processor();
        pause(during);
        return 100.0 * processor().minus(before).toNanos() / during.toNanos();
    }

    /** Lets it finish what nobody waits for. */
    void leaveAlone(Duration during) {
        pause(during);
    }

    private Duration processor() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/readyz"))
                .build();
        for (var attempt = 0; attempt < 1200; attempt++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("headwater has ended with " + process.exitValue());
            }
            try {
                if (HTTP.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException e) {
                // It does not listen yet.
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            pause(Duration.ofMillis(100));
        }
        throw new IllegalStateException("headwater did not become ready within two minutes");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
