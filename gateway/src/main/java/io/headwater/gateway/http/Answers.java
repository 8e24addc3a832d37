package io.headwater.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Answers as Argo CD's clients expect them. */
final class Answers {

    /** The codes of gRPC that Argo CD puts into its errors. */
    enum Code {
        INVALID_ARGUMENT(3, 400),
        NOT_FOUND(5, 404),
        PERMISSION_DENIED(7, 403),
        FAILED_PRECONDITION(9, 400),
        TOO_LARGE(8, 413),
        INTERNAL(13, 500),
        UNAVAILABLE(14, 503),
        UNAUTHENTICATED(16, 401);

        private final int number;
        private final int status;

        Code(int number, int status) {
            this.number = number;
            this.status = status;
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    static void json(RoutingContext context, JsonNode body) {
        context.response().putHeader("content-type", "application/json").end(Buffer.buffer(text(body)));
    }

    static void error(RoutingContext context, Code code, String message) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("error", message).put("code", code.number).put("message", message);
        context.response().setStatusCode(code.status);
        json(context, body);
    }

    static String text(JsonNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that can't be written", e);
        }
    }
}
