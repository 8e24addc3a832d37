package io.headwater.testcluster.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Answers that an API server could have given. */
final class Answers {

    private Answers() {}

    /** A refusal, with a Status object as its body. */
    static void refuse(HttpExchange exchange, int status, Optional<Duration> retryAfter) throws IOException {
        retryAfter.ifPresent(
                time -> exchange.getResponseHeaders().set("Retry-After", String.valueOf(time.toSeconds())));
        send(exchange, status, status(status));
    }

    /** A watch that begins, says that its version is too old, and ends. */
    static void expireWatch(HttpExchange exchange) throws IOException {
        var event = JsonNodeFactory.instance.objectNode().put("type", "ERROR");
        event.set("object", status(410));
        send(exchange, 200, event);
    }

    private static ObjectNode status(int code) {
        var status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        return status.put("status", "Failure")
                .put("message", "answered by the fault proxy")
                .put("reason", reason(code))
                .put("code", code);
    }

    /** As in {@code k8s.io/apimachinery/pkg/apis/meta/v1}, StatusReason. */
    private static String reason(int code) {
        return switch (code) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 413 -> "RequestEntityTooLarge";
            case 422 -> "Invalid";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalError";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "";
        };
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        var bytes = (body + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
