package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.SameJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list of operations, of which all are carried out or none. As in the API server, an index may be negative and counts from the end then.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902, JSON Patch</a>
 */
public final class JsonPatch {

    /** As the API server has it. */
    private static final int MOST_OPERATIONS = 10_000;

    private final List<Operation> operations;

    private sealed interface Operation {
        record Add(Place path, JsonNode value) implements Operation {}

        record Remove(Place path) implements Operation {}

        record Replace(Place path, JsonNode value) implements Operation {}

        record Move(Place from, Place path) implements Operation {}

        record Copy(Place from, Place path) implements Operation {}

        record Test(Place path, JsonNode value) implements Operation {}
    }

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    /** @throws PatchException if it is no list of operations */
    public static JsonPatch parse(JsonNode patch) {
        if (!patch.isArray()) {
            throw new PatchException("a JSON patch is a list of operations");
        }
        if (patch.size() > MOST_OPERATIONS) {
            throw new PatchException(
                    "a JSON patch has %d operations, and at most %d may be".formatted(patch.size(), MOST_OPERATIONS));
        }
        var operations = new ArrayList<Operation>();
        for (var operation : patch) {
            operations.add(operation(operation, operations.size() + 1));
        }
        return new JsonPatch(List.copyOf(operations));
    }

    private static Operation operation(JsonNode operation, int number) {
        var path = place(operation, "path", number);
        return switch (operation.path("op").asText("")) {
            case "add" -> new Operation.Add(path, value(operation, number));
            case "remove" -> new Operation.Remove(path);
            case "replace" -> new Operation.Replace(path, value(operation, number));
            case "move" -> new Operation.Move(place(operation, "from", number), path);
            case "copy" -> new Operation.Copy(place(operation, "from", number), path);
            case "test" -> new Operation.Test(path, value(operation, number));
            case String other ->
                throw new PatchException("operation %d has the unknown op '%s'".formatted(number, other));
        };
    }

    private static JsonNode value(JsonNode operation, int number) {
        var value = operation.get("value");
        if (value == null) {
            throw new PatchException("operation %d lacks its value".formatted(number));
        }
        return value;
    }

    private static Place place(JsonNode operation, String name, int number) {
        var pointer = operation.get(name);
        if (pointer == null || !pointer.isTextual()) {
            throw new PatchException("operation %d lacks its %s".formatted(number, name));
        }
        return Place.parse(pointer.textValue());
    }

    /** @throws PatchException if an operation finds nothing to work on, or a test fails */
    public JsonNode apply(JsonNode document) {
        var result = document.deepCopy();
        for (var operation : operations) {
            result = apply(result, operation);
        }
        return result;
    }

    private static JsonNode apply(JsonNode document, Operation operation) {
        return switch (operation) {
            case Operation.Add(var path, var value) -> path.add(document, value.deepCopy());
            case Operation.Remove(var path) -> path.remove(document);
            case Operation.Replace(var path, var value) -> path.replace(document, value.deepCopy());
            case Operation.Move(var from, var path) -> {
                var moved = from.get(document);
                yield path.add(from.remove(document), moved);
            }
            case Operation.Copy(var from, var path) ->
                path.add(document, from.get(document).deepCopy());
            case Operation.Test(var path, var value) -> {
                test(document, path, value);
                yield document;
            }
        };
    }

    /** What is not there equals null. */
    private static void test(JsonNode document, Place path, JsonNode value) {
        var found = path.find(document);
        var passes = found.map(node -> SameJson.isSame(node, value)).orElse(value.isNull());
        if (!passes) {
            throw new PatchException("the test of '%s' fails".formatted(path));
        }
    }

    /** Where something is, by a JSON pointer (RFC 6901). */
    private record Place(String text, List<String> tokens) {

        static Place parse(String pointer) {
            if (pointer.isEmpty()) {
                return new Place(pointer, List.of());
            }
            if (!pointer.startsWith("/")) {
                throw new PatchException("the path '%s' does not begin with a slash".formatted(pointer));
            }
            var tokens = new ArrayList<String>();
            for (var token : pointer.substring(1).split("/", -1)) {
                tokens.add(token.replace("~1", "/").replace("~0", "~"));
            }
            return new Place(pointer, List.copyOf(tokens));
        }

        Optional<JsonNode> find(JsonNode document) {
            JsonNode at = document;
            for (var token : tokens) {
                var next = child(at, token);
                if (next == null) {
                    return Optional.empty();
                }
                at = next;
            }
            return Optional.of(at);
        }

        JsonNode get(JsonNode document) {
            return find(document).orElseThrow(() -> new PatchException("there is nothing at '%s'".formatted(text)));
        }

        JsonNode add(JsonNode document, JsonNode value) {
            if (tokens.isEmpty()) {
                return value;
            }
            switch (parent(document)) {
                case ObjectNode object -> object.set(tokens.getLast(), value);
                case ArrayNode list when tokens.getLast().equals("-") -> list.add(value);
                case ArrayNode list -> list.insert(index(tokens.getLast(), list.size() + 1), value);
                default -> throw noContainer();
            }
            return document;
        }

        JsonNode replace(JsonNode document, JsonNode value) {
            if (tokens.isEmpty()) {
                return value;
            }
            get(document);
            switch (parent(document)) {
                case ObjectNode object -> object.set(tokens.getLast(), value);
                case ArrayNode list -> list.set(index(tokens.getLast(), list.size()), value);
                default -> throw noContainer();
            }
            return document;
        }

        JsonNode remove(JsonNode document) {
            if (tokens.isEmpty()) {
                throw new PatchException("the whole object can't be removed");
            }
            get(document);
            switch (parent(document)) {
                case ObjectNode object -> object.remove(tokens.getLast());
                case ArrayNode list -> list.remove(index(tokens.getLast(), list.size()));
                default -> throw noContainer();
            }
            return document;
        }

        private JsonNode parent(JsonNode document) {
            JsonNode at = document;
            for (var token : tokens.subList(0, tokens.size() - 1)) {
                var next = child(at, token);
                if (next == null) {
                    throw noContainer();
                }
                at = next;
            }
            return at;
        }

        private PatchException noContainer() {
            return new PatchException("there is nothing that could hold '%s'".formatted(text));
        }

        private @Nullable JsonNode child(JsonNode node, String token) {
            if (!node.isArray()) {
                return node.get(token);
            }
            return node.get(index(token, node.size()));
        }

        /** @param size how many places there are */
        private int index(String token, int size) {
            int index;
            try {
                index = Integer.parseInt(token);
            } catch (NumberFormatException e) {
                throw new PatchException("'%s' of '%s' is no index of a list".formatted(token, text));
            }
            if (index < -size || index >= size) {
                throw new PatchException("the index %d of '%s' is outside of the list".formatted(index, text));
            }
            return index < 0 ? index + size : index;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
