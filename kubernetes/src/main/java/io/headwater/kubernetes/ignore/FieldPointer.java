package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ignore.jq.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A JSON pointer to the field that is left out. Where it leads nowhere, nothing is. As in the library that Argo CD takes, an index may be negative and counts from
 * the end then, and {@code -} is no element.
 *
 * @param text as it is written
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON Pointer</a>
 */
public record FieldPointer(String text) {

    /** Some ten times what the deepest field of a real object takes. */
    static final int MOST_CHARACTERS = 4096;

    public FieldPointer {
        var wrong = problemOf(text);
        if (wrong.isPresent()) {
            throw new IllegalArgumentException(wrong.get());
        }
    }

    /** What is wrong with a text that is to be a pointer; empty if it is one. */
    static Optional<String> problemOf(String text) {
        if (text.isEmpty()) {
            return Optional.of("the empty pointer means the whole object; name a field, as in /spec/replicas");
        }
        if (!text.startsWith("/")) {
            return Optional.of("a pointer begins with a slash");
        }
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of("a pointer has at most %,d characters".formatted(MOST_CHARACTERS));
        }
        return Optional.empty();
    }

    /** The way to the field in a tree; empty if it is not there. */
    Optional<List<Step>> in(JsonNode tree) {
        var steps = new ArrayList<Step>();
        var at = tree;
        for (var token : tokens()) {
            var step = step(at, token);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
            at = switch (step.get()) {
                case Step.Name(var name) -> at.path(name);
                case Step.Index(var index) -> at.path(index);
                case Step.Range _ -> throw new IllegalStateException("a pointer names one field");
            };
        }
        return Optional.of(steps);
    }

    private List<String> tokens() {
        return Arrays.stream(text.substring(1).split("/", -1))
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static Optional<Step> step(JsonNode at, String token) {
        return switch (at) {
            case ObjectNode object when object.has(token) -> Optional.of(new Step.Name(token));
            case ArrayNode list -> index(token, list.size()).map(Step.Index::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> index(String token, int size) {
        try {
            var index = Integer.parseInt(token);
            var counted = index < 0 ? index + size : index;
            return counted < 0 || counted >= size ? Optional.empty() : Optional.of(counted);
        } catch (NumberFormatException notAnIndex) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
