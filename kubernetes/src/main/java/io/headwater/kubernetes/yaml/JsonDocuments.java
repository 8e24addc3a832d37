package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The values of a JSON text, one after the other, numbers as Go reads them into a Kubernetes object. */
final class JsonDocuments {

    private final String text;
    private final ManifestLimits limits;
    private IdentityHashMap<JsonNode, Position> positions = new IdentityHashMap<>();

    JsonDocuments(String text, ManifestLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    List<Document> read() throws MalformedManifestException {
        var factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
        try (var parser = factory.createParser(text)) {
            return read(parser);
        } catch (StreamConstraintsException limit) {
            throw new MalformedManifestException(
                    place(limit),
                    "the JSON is nested deeper than " + limits.depth() + " levels, or holds an endless number");
        } catch (JsonProcessingException failure) {
            throw new MalformedManifestException(place(failure), complaint(failure));
        } catch (IOException failure) {
            throw new UncheckedIOException("reading JSON from memory", failure);
        }
    }

    private List<Document> read(JsonParser parser) throws IOException, MalformedManifestException {
        var documents = new ArrayList<Document>();
        while (parser.nextToken() != null) {
            var start = Position.of(parser.currentTokenLocation());
            if (documents.size() == limits.documents()) {
                throw new MalformedManifestException(
                        start, "more than " + limits.documents() + " documents; split the file");
            }
            positions = new IdentityHashMap<>();
            documents.add(new Document(value(parser), start, positions));
        }
        return documents;
    }

    private JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NUMBER_INT -> GoNumber.node(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("a JSON value cannot start with " + parser.currentToken());
        };
    }

    private JsonNode number(JsonParser parser) throws IOException {
        var value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw new StreamConstraintsException("a number out of range", parser.currentTokenLocation());
        }
        return GoNumber.node(value);
    }

    private ObjectNode object(JsonParser parser) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        positions.put(object, Position.of(parser.currentTokenLocation()));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            object.set(name, value(parser));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser) throws IOException {
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static Position place(JsonProcessingException failure) {
        return failure.getLocation() == null ? Position.START : Position.of(failure.getLocation());
    }

    /** What is wrong in words of our own, since Jackson's quote what they found, which may be secret. */
    private static String complaint(JsonProcessingException failure) {
        var original = String.valueOf(failure.getOriginalMessage());
        if (original.startsWith("Duplicate")) {
            return "a key stands twice in the same object; remove one of them";
        }
        if (original.startsWith("Unexpected end-of-input")) {
            return "the JSON ends too early; a closing bracket or quotation mark is missing";
        }
        return "not valid JSON here; look for a missing comma, quotation mark or bracket at or before this place";
    }
}
