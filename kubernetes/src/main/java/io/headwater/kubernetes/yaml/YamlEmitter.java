package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * Writes one tree in block style, laid out as the emitter of go-yaml v2 ({@code emitterc.go}) lays it out.
 *
 * <p>Fields named as there: {@code whitespace} says that the last character separates, {@code indention} that only indentation and list
 * dashes stand on the line so far. Both decide where a nested block may start on the same line.
 */
final class YamlEmitter {

    private static final int INDENT = 2;
    private static final int LONGEST_SIMPLE_KEY = 128;

    private final StringBuilder out = new StringBuilder();
    private int lineStart;
    private int indent = -1;
    private boolean whitespace = true;
    private boolean indention = true;

    String write(JsonNode tree) {
        node(tree, false);
        out.append('\n');
        return out.toString();
    }

    private int column() {
        return out.codePointCount(lineStart, out.length());
    }

    private void node(JsonNode node, boolean isMappingValue) {
        switch (node.getNodeType()) {
            case OBJECT -> mapping(node);
            case ARRAY -> sequence(node, isMappingValue);
            case STRING -> string(node.textValue(), false);
            case NUMBER -> plain(number(node));
            case BOOLEAN -> plain(Boolean.toString(node.booleanValue()));
            case NULL -> plain("null");
            case BINARY, POJO, MISSING ->
                throw new IllegalArgumentException("a tree with a node of type " + node.getNodeType());
        }
    }

    private void mapping(JsonNode node) {
        if (node.isEmpty()) {
            plain("{}");
            return;
        }
        var outer = indent;
        indent = outer < 0 ? 0 : outer + INDENT;
        for (var field : NaturalKeyOrder.sorted(node.properties())) {
            startLine();
            key(field.getKey());
            node(field.getValue(), true);
        }
        indent = outer;
    }

    private void key(String key) {
        if (isSimpleKey(key)) {
            string(key, true);
            indicator(":", false, false);
        } else {
            indicator("?", true, true);
            string(key, false);
            startLine();
            indicator(":", true, true);
        }
    }

    private static boolean isSimpleKey(String key) {
        return key.chars().noneMatch(ScalarStyle::isLineBreak)
                && key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SIMPLE_KEY;
    }

    private void sequence(JsonNode node, boolean isMappingValue) {
        if (node.isEmpty()) {
            plain("[]");
            return;
        }
        var outer = indent;
        if (indent < 0) {
            indent = 0;
        } else if (!isMappingValue || indention) {
            indent += INDENT;
        }
        for (var element : node) {
            startLine();
            indicator("-", true, true);
            node(element, false);
        }
        indent = outer;
    }

    private void string(String text, boolean isKey) {
        var outer = indent;
        indent = Math.max(indent, 0) + INDENT;
        switch (ScalarStyle.of(text, isKey)) {
            case PLAIN -> folded(text, isKey, "", "");
            case SINGLE_QUOTED -> folded(text.replace("'", "''"), isKey, "'", "'");
            case DOUBLE_QUOTED -> doubleQuoted(text, isKey);
            case LITERAL -> {
                if (outer < 0 && text.chars().allMatch(ScalarStyle::isLineBreak)) {
                    // A reader takes the indentation of a block without words for that of the document, which has none.
                    doubleQuoted(text, isKey);
                } else {
                    literal(text);
                }
            }
        }
        indent = outer;
    }

    private void plain(String text) {
        indicator(text, true, false);
    }

    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            var value = node.bigIntegerValue();
            if (GoNumber.fitsLong(value) || GoNumber.fitsUnsigned(value)) {
                return value.toString();
            }
        }
        return GoNumber.format(node.doubleValue());
    }

    /** Text without line breaks, broken at a single space once the line is past {@link ScalarStyle#LINE_WIDTH}. */
    private void folded(String text, boolean isKey, String open, String close) {
        space();
        out.append(open);
        var afterSpace = false;
        var column = column();
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            var isEdge = !open.isEmpty() && (i == 0 || i == text.length() - 1);
            var nextIsSpace = i + 1 < text.length() && text.charAt(i + 1) == ' ';
            if (character == ' '
                    && !isKey
                    && !afterSpace
                    && !isEdge
                    && !nextIsSpace
                    && column > ScalarStyle.LINE_WIDTH) {
                breakLine();
                column = indent;
            } else {
                out.append(character);
                column += Character.isLowSurrogate(character) ? 0 : 1;
            }
            afterSpace = character == ' ';
        }
        out.append(close);
        whitespace = false;
        indention = false;
    }

    private void doubleQuoted(String text, boolean isKey) {
        space();
        out.append('"');
        var afterSpace = false;
        var column = column();
        for (var i = 0; i < text.length(); ) {
            var point = text.codePointAt(i);
            var next = i + Character.charCount(point);
            var isEdge = i == 0 || next == text.length();
            if (point == ' ' && !isKey && !afterSpace && !isEdge && column > ScalarStyle.LINE_WIDTH) {
                breakLine();
                column = indent;
                if (text.charAt(next) == ' ') {
                    out.append('\\');
                    column++;
                }
            } else {
                var before = out.length();
                ScalarStyle.appendEscaped(out, point);
                column += out.codePointCount(before, out.length());
            }
            afterSpace = point == ' ';
            i = next;
        }
        out.append('"');
        whitespace = false;
        indention = false;
    }

    private void literal(String text) {
        space();
        out.append('|');
        if (text.charAt(0) == ' ' || text.charAt(0) == '\n') {
            out.append(INDENT);
        }
        if (!text.endsWith("\n")) {
            out.append('-');
        } else if (text.length() == 1 || text.endsWith("\n\n")) {
            out.append('+');
        }
        var lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (var line : lines.split("\n", -1)) {
            newLine();
            if (!line.isEmpty()) {
                out.repeat(' ', indent).append(line);
            }
        }
        whitespace = false;
        indention = false;
    }

    private void startLine() {
        var column = column();
        if (!indention || column > indent || (column == indent && !whitespace)) {
            if (!out.isEmpty()) {
                newLine();
            }
            column = 0;
        }
        out.repeat(' ', Math.max(0, indent - column));
        whitespace = true;
        indention = true;
    }

    private void breakLine() {
        newLine();
        out.repeat(' ', indent);
    }

    private void newLine() {
        out.append('\n');
        lineStart = out.length();
    }

    private void space() {
        if (!whitespace) {
            out.append(' ');
        }
    }

    private void indicator(String text, boolean needsSpace, boolean isIndention) {
        if (needsSpace) {
            space();
        }
        out.append(text);
        whitespace = false;
        indention = indention && isIndention;
    }
}
