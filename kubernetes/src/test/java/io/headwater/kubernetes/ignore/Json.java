package io.headwater.kubernetes.ignore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Trees as tests write them. */
public final class Json {

    private Json() {}

    public static JsonNode of(String json) {
        var bytes = json.replace('\'', '"').getBytes(UTF_8);
        return CanonicalJson.read(bytes, bytes.length);
    }

    public static ObjectNode object(String json) {
        return (ObjectNode) of(json);
    }

    /** The lines of a resource beside a class, of which each is an object. */
    public static List<JsonNode> lines(Class<?> neighbour, String name) {
        try (var resource = neighbour.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(resource.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> CanonicalJson.read(line.getBytes(UTF_8), line.length() * 4))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("reading " + name, failure);
        }
    }
}
