package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;
import java.util.Map;

/** One document of a file: its tree, and where its mappings start. */
final class Document {

    private final JsonNode root;
    private final Position start;
    private final Map<JsonNode, Position> positions;

    /** @param positions where mappings start, by identity; need not know them all */
    Document(JsonNode root, Position start, IdentityHashMap<JsonNode, Position> positions) {
        this.root = root;
        this.start = start;
        this.positions = positions;
    }

    JsonNode root() {
        return root;
    }

    Position start() {
        return start;
    }

    /** Where a mapping starts, or the document for a mapping whose place is not known. */
    Position positionOf(JsonNode mapping) {
        return positions.getOrDefault(mapping, start);
    }
}
