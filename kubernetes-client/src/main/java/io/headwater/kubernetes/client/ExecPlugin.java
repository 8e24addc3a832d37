package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that gives credentials, by the protocol of client-go's credential plugins: an {@code ExecCredential} on its standard output.
 *
 * <p>It is started directly, without a shell; its standard error is not kept, since plugins print what they were given.
 *
 * @param directory relative commands and the process start here; null for this process's own
 * @param installHint for people who lack the program; may be empty
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins">the protocol</a>
 */
record ExecPlugin(
        String command,
        List<String> arguments,
        Map<String, String> environment,
        String apiVersion,
        String installHint,
        @Nullable Path directory) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LARGEST_OUTPUT = 1 << 20;

    ExecPlugin {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * What the program gave.
     *
     * @param token empty if it gave a certificate
     * @param clientCertificate PEM; empty if it gave a token
     * @param expires when to ask again; empty if it did not say
     */
    record Credential(String token, String clientCertificate, String clientKey, Optional<Instant> expires) {

        /** Nothing of what it holds. */
        @Override
        public String toString() {
            return "Credential[expires=" + expires + "]";
        }
    }

    /**
     * Runs the program, for a minute at most.
     *
     * @throws KubernetesException {@code CREDENTIALS} if there is no such program, it fails, or it says nothing usable
     */
    Credential credential(URI server) {
        var line = new ArrayList<String>();
        line.add(resolvedCommand());
        line.addAll(arguments);
        var builder = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(environment);
        builder.environment().put("KUBERNETES_EXEC_INFO", info());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw failure(server, "cannot be started" + (installHint.isEmpty() ? "" : ": " + installHint), e);
        }
        try {
            return read(server, output(server, process));
        } finally {
            process.destroyForcibly();
        }
    }

    private String resolvedCommand() {
        return directory != null && command.contains("/") && !command.startsWith("/")
                ? directory.resolve(command).normalize().toString()
                : command;
    }

    private String info() {
        var info = Json.object();
        info.put("apiVersion", apiVersion);
        info.put("kind", "ExecCredential");
        info.putObject("spec").put("interactive", false);
        return info.toString();
    }

    private byte[] output(URI server, Process process) {
        var watchdog = process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var unused = watchdog.whenComplete((_, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
        try {
            var output = process.getInputStream().readNBytes(LARGEST_OUTPUT);
            var exit = process.waitFor();
            if (exit != 0) {
                throw failure(
                        server,
                        unused.isCompletedExceptionally()
                                ? "gave nothing within " + PATIENCE.toSeconds() + " s"
                                : "ended with exit code " + exit + ": run it by hand to see what it says",
                        null);
            }
            return output;
        } catch (IOException e) {
            throw failure(server, "cannot be read from", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(server, "was interrupted", e);
        }
    }

    private Credential read(URI server, byte[] output) {
        var tree = Json.objectOrNull(output);
        if (tree == null || !tree.path("kind").asText("").equals("ExecCredential")) {
            throw failure(server, "did not print an ExecCredential", null);
        }
        if (!tree.path("apiVersion").asText("").equals(apiVersion)) {
            throw failure(
                    server,
                    "speaks " + tree.path("apiVersion").asText("no version") + ", but " + apiVersion + " is configured",
                    null);
        }
        if (!(tree.path("status") instanceof ObjectNode status)) {
            throw failure(server, "printed an ExecCredential without status", null);
        }
        var credential = new Credential(
                status.path("token").asText(""),
                status.path("clientCertificateData").asText(""),
                status.path("clientKeyData").asText(""),
                expires(server, status.path("expirationTimestamp").asText("")));
        if (credential.token().isEmpty() && credential.clientCertificate().isEmpty()) {
            throw failure(server, "gave neither a token nor a certificate", null);
        }
        return credential;
    }

    private Optional<Instant> expires(URI server, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw failure(server, "gave an expirationTimestamp that is no RFC 3339 time", e);
        }
    }

    private KubernetesException failure(URI server, String problem, @Nullable Throwable cause) {
        return new KubernetesException(
                KubernetesException.Code.CREDENTIALS,
                server.toString(),
                "the credential plugin '" + command + "' " + problem,
                cause);
    }

    /** The command alone: arguments and environment may hold secrets. */
    @Override
    public String toString() {
        return "ExecPlugin[" + command + "]";
    }
}
