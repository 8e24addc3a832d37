package io.headwater.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/**
 * The one form in which a tree is stored, sent and digested: UTF-8, keys sorted by UTF-16 code unit (as RFC 8785 does), no white space.
 *
 * <p>Equal trees give equal bytes, whatever order their keys were in. Numbers keep their value and their digits: {@code 1.0} stays
 * {@code 1.0} and differs from {@code 1}, and an integer of any size stays exact. Half of a surrogate pair, which UTF-8 cannot hold, becomes
 * U+FFFD, as it does in Go.
 */
public final class CanonicalJson {

    /** How deep a tree may be nested; the API server refuses less. */
    public static final int MAX_DEPTH = 1_000;

    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectReader READER = MAPPER.reader()
            .with(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .with(JsonNodeFactory.withExactBigDecimals(true));

    private CanonicalJson() {}

    /**
     * Writes a tree.
     *
     * @throws IllegalArgumentException if the tree holds what JSON has no form for: a number that is not finite, binary data, an object
     */
    public static byte[] write(JsonNode tree) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var generator = MAPPER.createGenerator(bytes)) {
            write(tree, generator);
        } catch (IOException failure) {
            throw new UncheckedIOException("writing JSON to memory", failure);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a tree, in canonical form or not.
     *
     * @param limit how many bytes are accepted at most
     * @throws MalformedJsonException if the bytes are more than {@code limit}, are not one JSON value, name a key twice, or are nested deeper
     *     than {@link #MAX_DEPTH}; its message quotes nothing of the content
     */
    public static JsonNode read(byte[] json, int limit) {
        if (json.length > limit) {
            throw new MalformedJsonException(
                    json.length + " bytes of JSON, of which at most " + limit + " are accepted");
        }
        try {
            var tree = READER.readTree(json);
            if (tree == null || tree.isMissingNode()) {
                throw new MalformedJsonException("no JSON value: the input is empty");
            }
            return tree;
        } catch (JsonProcessingException failure) {
            var location = failure.getLocation();
            throw new MalformedJsonException("not one JSON value of unique keys and at most " + MAX_DEPTH + " levels"
                    + (location == null ? "" : ": see byte " + location.getByteOffset()));
        } catch (IOException failure) {
            throw new UncheckedIOException("reading JSON from memory", failure);
        }
    }

    /** Like {@link #read}, for a value that must be an object. */
    public static ObjectNode readObject(byte[] json, int limit) {
        if (read(json, limit) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedJsonException("a JSON value that is not an object");
    }

    private static void write(JsonNode node, JsonGenerator generator) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, generator);
            case ARRAY -> {
                generator.writeStartArray();
                for (var element : node) {
                    write(element, generator);
                }
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(wellFormed(node.textValue()));
            case NUMBER -> writeNumber(node, generator);
            case BOOLEAN -> generator.writeBoolean(node.booleanValue());
            case NULL -> generator.writeNull();
            case BINARY, POJO, MISSING ->
                throw new IllegalArgumentException("a tree with a node of type " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, JsonGenerator generator) throws IOException {
        @SuppressWarnings("unchecked")
        Map.Entry<String, JsonNode>[] fields = node.properties().toArray(new Map.Entry[0]);
        Arrays.sort(fields, Map.Entry.comparingByKey());
        generator.writeStartObject();
        for (var field : fields) {
            generator.writeFieldName(wellFormed(field.getKey()));
            write(field.getValue(), generator);
        }
        generator.writeEndObject();
    }

    private static void writeNumber(JsonNode node, JsonGenerator generator) throws IOException {
        if (node.isIntegralNumber()) {
            if (node.canConvertToLong()) {
                generator.writeNumber(node.longValue());
            } else {
                generator.writeNumber(node.bigIntegerValue());
            }
        } else if (node.isBigDecimal()) {
            generator.writeNumber(node.decimalValue());
        } else if (Double.isFinite(node.doubleValue())) {
            generator.writeNumber(node.doubleValue());
        } else {
            throw new IllegalArgumentException("a number that is not finite has no form in JSON");
        }
    }

    /** The text with halves of surrogate pairs replaced by U+FFFD. */
    private static String wellFormed(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(point ->
                                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    private static ObjectMapper mapper() {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build();
        return new JsonMapper(JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build());
    }
}
