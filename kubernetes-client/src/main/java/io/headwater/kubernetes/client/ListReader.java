package io.headwater.kubernetes.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a page of a list, handing over each object as soon as it has arrived. */
final class ListReader {

    private final ResourceType type;

    ListReader(ResourceType type) {
        this.type = type;
    }

    /** @param continuation the token for the next page; empty after the last one */
    record Page(String resourceVersion, String continuation, int count) {}

    /**
     * Reads one page.
     *
     * @return null for a body that is no list
     * @throws IOException if the body breaks off: what was handed over does not make a page then
     */
    @Nullable
    Page read(InputStream body, Consumer<KubernetesObject> items) throws IOException {
        try (var parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            JsonNode metadata = Json.object();
            var count = -1;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "metadata" -> metadata = Json.MAPPER.readTree(parser);
                    case "items" -> count = readItems(parser, items);
                    default -> parser.skipChildren();
                }
            }
            var version = metadata.path("resourceVersion").asText("");
            return count < 0 || version.isEmpty()
                    ? null
                    : new Page(version, metadata.path("continue").asText(""), count);
        }
    }

    private int readItems(JsonParser parser, Consumer<KubernetesObject> items) throws IOException {
        var count = 0;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            ObjectNode item = Json.MAPPER.readTree(parser);
            items.accept(new KubernetesObject(typed(item)));
            count++;
        }
        return count;
    }

    /** With apiVersion and kind, which the items of a list lack. */
    private ObjectNode typed(ObjectNode item) {
        if (item.has("kind") && item.has("apiVersion")) {
            return item;
        }
        var typed = Json.object();
        typed.put("apiVersion", type.apiVersion());
        typed.put("kind", type.kind());
        typed.setAll(item);
        return typed;
    }
}
