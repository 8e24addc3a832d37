package io.headwater.kubernetes.ignore.jq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.MalformedJsonException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What programs do with texts. */
final class Texts {

    private Texts() {}

    /** A text as it is, and all else as JSON. */
    static String written(JsonNode value, Budget budget) {
        if (value.isTextual()) {
            return value.textValue();
        }
        return json(value, budget);
    }

    static String json(JsonNode value, Budget budget) {
        budget.building(value);
        return new String(CanonicalJson.write(value), UTF_8);
    }

    static JsonNode parsed(String text, Budget budget) {
        budget.building(text.length());
        var json = text.getBytes(UTF_8);
        try {
            return CanonicalJson.read(json, json.length);
        } catch (MalformedJsonException malformed) {
            throw new ProgramErrorException("a string is no JSON");
        }
    }

    static JsonNode split(String text, String separator, Budget budget) {
        budget.building(text.length());
        var parts = JsonNodeFactory.instance.arrayNode();
        if (separator.isEmpty()) {
            text.codePoints().forEach(point -> parts.add(Character.toString(point)));
            return parts;
        }
        if (text.isEmpty()) {
            return parts;
        }
        var start = 0;
        for (var at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            budget.step();
            parts.add(text.substring(start, at));
            start = at + separator.length();
        }
        return parts.add(text.substring(start));
    }

    static String joined(JsonNode list, String separator, Budget budget) {
        var joined = new StringBuilder();
        for (var element : list) {
            if (element.isContainerNode()) {
                throw new ProgramErrorException(Values.named(element) + " cannot be joined");
            }
            var part = element.isNull() ? "" : written(element, budget);
            budget.building((long) part.length() + separator.length());
            joined.append(joined.isEmpty() && element == list.get(0) ? "" : separator)
                    .append(part);
        }
        return joined.toString();
    }

    /**
     * Whether a regular expression finds something. The syntax is that of Java, of which RE2, which gojq takes, is a part but for a few names of classes.
     *
     * @param flags {@code i}, {@code s}, {@code x}, {@code g}, {@code n}, {@code l} as in jq; the last three change nothing about whether there is something
     */
    static boolean matches(String text, String expression, String flags, Budget budget) {
        var options = 0;
        for (var flag : flags.toCharArray()) {
            options |= switch (flag) {
                case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 's' -> Pattern.DOTALL;
                case 'x' -> Pattern.COMMENTS;
                case 'g', 'n', 'l' -> 0;
                default -> throw new ProgramErrorException("a regular expression has an unknown flag");
            };
        }
        budget.reading(expression);
        try {
            return Pattern.compile(expression, options)
                    .matcher(new Paid(text, budget))
                    .find();
        } catch (PatternSyntaxException malformed) {
            throw new ProgramErrorException("a string is no regular expression");
        }
    }

    /** A text of which every look at a character is paid: some expressions look at each an exponential number of times. */
    private record Paid(String text, Budget budget) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.step();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
