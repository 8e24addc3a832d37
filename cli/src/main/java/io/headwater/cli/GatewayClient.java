package io.headwater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks with the gateway. */
final class GatewayClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final URI server;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private GatewayClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    static GatewayClient to(URI server, @Nullable Path tokenFile) {
        try {
            return new GatewayClient(
                    server, tokenFile == null ? "" : Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new CommandException(CommandException.UNREACHABLE, "the token file " + tokenFile + " can't be read");
        }
    }

    JsonNode get(String path) {
        return answerOf(request(path).GET());
    }

    JsonNode post(String path, ObjectNode body) {
        return answerOf(request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString(), UTF_8)));
    }

    /**
     * Follows a stream of events until {@code enough} says so of one. A stream that is cut off is taken up again; the gateway then tells anew what there is.
     *
     * @param enough is called by one thread at a time, which is not the caller's
     * @return false if the time is over
     * @throws CommandException if the gateway does not answer at the beginning, or {@code enough} throws it
     */
    boolean follow(String path, Duration atMost, Predicate<JsonNode> enough) {
        var result = new CompletableFuture<Boolean>();
        var reader = Thread.ofVirtual().start(() -> read(path, enough, result));
        try {
            return result.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandException known) {
                throw known;
            }
            throw new IllegalStateException("the stream could not be followed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(CommandException.TIMED_OUT, "interrupted");
        } finally {
            reader.interrupt();
        }
    }

    private void read(String path, Predicate<JsonNode> enough, CompletableFuture<Boolean> result) {
        var request = request(path).header("accept", "text/event-stream").GET();
        var connected = false;
        while (!result.isDone()) {
            try (Stream<String> lines =
                    checked(send(request, BodyHandlers.ofLines())).body()) {
                connected = true;
                if (EventLines.dataOf(lines).map(GatewayClient::parse).anyMatch(enough)) {
                    result.complete(true);
                }
            } catch (CommandException e) {
                if (!connected || e.exitCode() != CommandException.UNREACHABLE) {
                    result.completeExceptionally(e);
                }
            } catch (UncheckedIOException e) {
                // Cut off: the loop connects again.
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
            if (!pause()) {
                return;
            }
        }
    }

    /** Whether there is more to do: not once the caller has turned away. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
    }

    private JsonNode answerOf(HttpRequest.Builder request) {
        return parse(checked(send(request, BodyHandlers.ofString(UTF_8))).body());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(CommandException.TIMED_OUT, "interrupted");
        }
    }

    private <T> HttpResponse<T> checked(HttpResponse<T> response) {
        if (response.statusCode() < 400) {
            return response;
        }
        var message = messageOf(textOf(response.body()), response.statusCode());
        if (response.statusCode() == 401) {
            throw new CommandException(
                    CommandException.REFUSED,
                    "the gateway refuses the token: name the file with the right one by --token-file or HEADWATER_TOKEN_FILE");
        }
        var code =
                switch (response.statusCode()) {
                    case 404 -> CommandException.MISSING;
                    case 502, 503, 504 -> CommandException.UNREACHABLE;
                    default -> CommandException.REFUSED;
                };
        throw new CommandException(code, message);
    }

    private static String textOf(Object body) {
        return body instanceof Stream<?> lines
                ? lines.map(String::valueOf).collect(Collectors.joining("\n"))
                : String.valueOf(body);
    }

    private static String messageOf(String body, int status) {
        try {
            var message = JSON.readTree(body).path("message").asText();
            return message.isEmpty() ? noGateway(status) : message;
        } catch (JsonProcessingException e) {
            return noGateway(status);
        }
    }

    private static String noGateway(int status) {
        return "the answer has status %d and is not a gateway's: is --server the address of a Headwater gateway?"
                .formatted(status);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    CommandException.REFUSED, "the gateway's answer is no JSON: is it a Headwater gateway?");
        }
    }

    private CommandException unreachable(Exception cause) {
        return new CommandException(
                CommandException.UNREACHABLE,
                "the gateway %s does not answer (%s): start it with `headwater up`, or name it with --server"
                        .formatted(
                                server,
                                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
    }
}
