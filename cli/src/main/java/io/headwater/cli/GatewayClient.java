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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks with the gateway. */
final class GatewayClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DATA = "data: ";

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
     * Follows a stream of events until {@code enough} says so of one.
     *
     * @return false if the time is over
     */
    boolean follow(String path, Duration atMost, Predicate<JsonNode> enough) {
        var deadline = System.nanoTime() + atMost.toNanos();
        var request = request(path)
                .header("accept", "text/event-stream")
                .timeout(atMost)
                .GET();
        var watchdog = Thread.currentThread();
        var alarm = Thread.ofVirtual().start(() -> interruptLater(watchdog, atMost));
        try (Stream<String> lines =
                checked(send(request, BodyHandlers.ofLines())).body()) {
            var events = lines.filter(line -> line.startsWith(DATA)).iterator();
            while (System.nanoTime() < deadline && events.hasNext()) {
                if (enough.test(parse(events.next().substring(DATA.length())))) {
                    return true;
                }
            }
            return false;
        } catch (UncheckedIOException e) {
            if (Thread.interrupted() || System.nanoTime() >= deadline) {
                return false;
            }
            throw unreachable(e);
        } finally {
            alarm.interrupt();
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
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
        var message = response.body() instanceof String text ? messageOf(text) : "status " + response.statusCode();
        var code =
                switch (response.statusCode()) {
                    case 404 -> CommandException.MISSING;
                    default -> CommandException.REFUSED;
                };
        throw new CommandException(code, message);
    }

    private static String messageOf(String body) {
        try {
            return JSON.readTree(body).path("message").asText(body);
        } catch (JsonProcessingException e) {
            return body.strip();
        }
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

    private static void interruptLater(Thread thread, Duration delay) {
        try {
            Thread.sleep(delay);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
