package io.headwater.kubernetes.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/** What to do about a complaint of the YAML parser, which says what it stumbled over and not why. */
final class SyntaxAdvice {

    private static final Map<String, String> BY_COMPLAINT = byComplaint();

    private SyntaxAdvice() {}

    static String of(String problem) {
        return BY_COMPLAINT.entrySet().stream()
                .filter(advice -> problem.contains(advice.getKey()))
                .map(Entry::getValue)
                .findFirst()
                .orElse("not valid YAML: " + problem
                        + "; check indentation and quotation marks at or before this place");
    }

    private static Map<String, String> byComplaint() {
        var advice = new LinkedHashMap<String, String>();
        advice.put("TAB", "a tab where YAML wants spaces; replace it by spaces");
        advice.put(
                "mapping values are not allowed here",
                "a ': ' where no key can stand; quote the value, or check the indentation of this line and the one before");
        advice.put(
                "expected <block end>", "the indentation does not match the lines before; align it with its siblings");
        advice.put(
                "could not find expected ':'",
                "a key without ':'; add it, or indent the line as a part of the value before");
        advice.put(
                "while scanning a simple key",
                "a key without ':'; add it, or indent the line as a part of the value before");
        advice.put("found unexpected end of stream", "a quotation mark is opened and never closed");
        advice.put(
                "found unexpected document separator",
                "a quotation mark is opened and not closed before the next document");
        advice.put("expected ',' or ']'", "a [ is opened and never closed, or a comma is missing");
        advice.put("expected ',' or '}'", "a { is opened and never closed, or a comma is missing");
        advice.put(
                "found unknown escape character",
                "an unknown escape in a double-quoted string; write \\\\ for a backslash");
        advice.put(
                "cannot start any token",
                "a value that starts with a character YAML reserves (%, @, `); put it in quotation marks");
        advice.put(
                "expected the node content", "a value is missing or starts with a character YAML reserves; quote it");
        advice.put(
                "sequence entries are not allowed here",
                "a '- ' where no list can start; put the list on lines of its own");
        advice.put("found undefined tag handle", "an unknown tag; quote the value, which must not start with '!'");
        return advice;
    }
}
