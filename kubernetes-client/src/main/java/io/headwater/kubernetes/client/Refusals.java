package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.client.KubernetesException.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads refusals from answers, taking out what a Secret's request would give away. */
final class Refusals {

    private static final int LONGEST_PLAIN_TEXT = 300;

    private Refusals() {}

    /** The refusal in an answer that is no success. */
    static Refusal read(Request request, int status, byte[] body, Optional<String> retryAfterHeader) {
        var retryAfter = retryAfterHeader.flatMap(Refusals::seconds);
        var tree = Json.objectOrNull(body);
        if (tree == null || !tree.path("kind").asText("").equals("Status")) {
            return new Refusal(status, "", plainText(status, body), "", "", List.of(), retryAfter);
        }
        return read(request, status, tree, retryAfter);
    }

    /** The refusal in a {@code Status} that came through a watch. */
    static Refusal read(Request request, ObjectNode status) {
        return read(request, status.path("code").asInt(0), status, Optional.empty());
    }

    private static Refusal read(Request request, int status, ObjectNode tree, Optional<Duration> retryAfter) {
        var redaction = SecretRedaction.of(request);
        var details = tree.path("details");
        var causes = new ArrayList<Cause>();
        for (var cause : details.path("causes")) {
            causes.add(
                    new Cause(text(cause, "reason"), text(cause, "field"), redaction.applyTo(text(cause, "message"))));
        }
        var seconds = details.path("retryAfterSeconds").asLong(0);
        return new Refusal(
                status,
                text(tree, "reason"),
                redaction.applyTo(text(tree, "message")),
                text(details, "kind"),
                text(details, "name"),
                List.copyOf(causes),
                retryAfter.or(() -> seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty()));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static Optional<Duration> seconds(String header) {
        return header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    /** What a proxy in between may have said, or the API server of a path that it does not know. */
    private static String plainText(int status, byte[] body) {
        var length = Math.min(body.length, LONGEST_PLAIN_TEXT);
        var text = new String(body, 0, length, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.isEmpty() ? "the server answered " + status + " without a word" : text;
    }
}
