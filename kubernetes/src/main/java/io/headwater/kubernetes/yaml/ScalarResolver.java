package io.headwater.kubernetes.yaml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a scalar means by go-yaml v2, the decoder behind {@code sigs.k8s.io/yaml}: YAML 1.1 with Go's integer literals, without base 60.
 *
 * <p>The rule is {@code resolve.go} of {@code go.yaml.in/yaml/v2}, oddities included: {@code 010} is 8 and {@code 08} is 8 too.
 */
final class ScalarResolver {

    private static final String STANDARD_TAG = "tag:yaml.org,2002:";
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern FRACTION = Pattern.compile("\\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
    private static final Map<String, YamlScalar> WORDS = words();

    private ScalarResolver() {}

    /** Reads a plain scalar without a tag. */
    static YamlScalar resolve(String text) {
        if (text.isEmpty()) {
            return new YamlScalar.Nothing();
        }
        var first = text.charAt(0);
        if ("+-.0123456789yYnNtTfFoO~".indexOf(first) < 0) {
            return new YamlScalar.Text(text);
        }
        var word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        if (first == '.') {
            var digits = FRACTION.matcher(text).matches() ? text.replace("_", "") : text;
            return parseFloat(digits).<YamlScalar>map(value -> value).orElseGet(() -> new YamlScalar.Text(text));
        }
        if (first == '+' || first == '-' || (first >= '0' && first <= '9')) {
            return number(text);
        }
        return new YamlScalar.Text(text);
    }

    /**
     * Reads a scalar that carries a tag.
     *
     * @param tag the tag, shorthand expanded
     * @return empty when the text cannot be read as what the tag says
     */
    static Optional<YamlScalar> resolve(String tag, String text) {
        if (!tag.startsWith(STANDARD_TAG)) {
            return Optional.of(new YamlScalar.Text(text));
        }
        return switch (tag.substring(STANDARD_TAG.length())) {
            case "binary" -> decodeBase64(text);
            case "timestamp" ->
                Timestamps.isTimestamp(text) ? Optional.of(new YamlScalar.Text(text)) : Optional.empty();
            case "bool" -> Optional.of(resolve(text)).filter(YamlScalar.Truth.class::isInstance);
            case "null" -> Optional.of(resolve(text)).filter(YamlScalar.Nothing.class::isInstance);
            case "int" -> Optional.of(resolve(text)).filter(YamlScalar.Whole.class::isInstance);
            case "float" -> resolveFloat(text);
            default -> Optional.of(new YamlScalar.Text(text));
        };
    }

    /** Whether a string written as a value without quotes is read back as the same string. */
    static boolean isPlainText(String text) {
        return resolve(text) instanceof YamlScalar.Text
                && !Timestamps.isTimestamp(text)
                && !BASE_60.matcher(text).matches();
    }

    private static Optional<YamlScalar> resolveFloat(String text) {
        return switch (resolve(text)) {
            case YamlScalar.Real real -> Optional.of(real);
            case YamlScalar.Whole(var value)
            when GoNumber.fitsLong(value) -> Optional.of(new YamlScalar.Real(value.doubleValue()));
            case YamlScalar.Whole _, YamlScalar.Text _, YamlScalar.Truth _, YamlScalar.Nothing _ -> Optional.empty();
        };
    }

    private static YamlScalar number(String text) {
        var plain = text.replace("_", "");
        return parseInteger(plain)
                .or(() -> parseFloat(plain))
                .or(() -> parseBinary(plain))
                .orElseGet(() -> new YamlScalar.Text(text));
    }

    /** {@code strconv.ParseInt(text, 0, 64)}, or {@code ParseUint} for what is larger. */
    private static Optional<YamlScalar> parseInteger(String text) {
        var signed = text.startsWith("-") || text.startsWith("+");
        var digits = signed ? text.substring(1) : text;
        var base = 10;
        if (digits.startsWith("0")) {
            var prefix = digits.length() < 3 ? ' ' : Character.toLowerCase(digits.charAt(1));
            base = prefix == 'x' ? 16 : prefix == 'b' ? 2 : 8;
            digits = digits.substring(prefix == 'x' || prefix == 'b' || prefix == 'o' ? 2 : 1);
            if (digits.isEmpty()) {
                digits = "0";
            }
        }
        return parseDigits(digits, base)
                .map(value -> text.startsWith("-") ? value.negate() : value)
                .filter(value -> GoNumber.fitsLong(value) || (!signed && GoNumber.fitsUnsigned(value)))
                .map(YamlScalar.Whole::new);
    }

    private static Optional<BigInteger> parseDigits(String digits, int base) {
        // 64 bits have at most 64 digits; leading zeros aside, more are out of range, and costly to multiply out.
        if (digits.isEmpty() || digits.length() > 1_000) {
            return Optional.empty();
        }
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(i);
            if (digit >= 0x80 || Character.digit(digit, base) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new BigInteger(digits, base));
    }

    private static Optional<YamlScalar> parseFloat(String text) {
        if (!FLOAT.matcher(text).matches()) {
            return Optional.empty();
        }
        var value = Double.parseDouble(text);
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(new YamlScalar.Real(value));
    }

    /** What is left for go-yaml's own binary literals once Go's were tried: a sign behind the prefix. */
    private static Optional<YamlScalar> parseBinary(String text) {
        if (!text.startsWith("0b+") && !text.startsWith("0b-")) {
            return Optional.empty();
        }
        return parseDigits(text.substring(3), 2)
                .map(value -> text.charAt(2) == '-' ? value.negate() : value)
                .filter(GoNumber::fitsLong)
                .map(YamlScalar.Whole::new);
    }

    private static Optional<YamlScalar> decodeBase64(String text) {
        var digits = text.replace("\n", "").replace("\r", "");
        if (digits.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getDecoder().decode(digits);
            return Optional.of(new YamlScalar.Text(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Map<String, YamlScalar> words() {
        var words = new HashMap<String, YamlScalar>();
        List.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON")
                .forEach(word -> words.put(word, new YamlScalar.Truth(true)));
        List.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF")
                .forEach(word -> words.put(word, new YamlScalar.Truth(false)));
        List.of("~", "null", "Null", "NULL").forEach(word -> words.put(word, new YamlScalar.Nothing()));
        List.of(".nan", ".NaN", ".NAN").forEach(word -> words.put(word, new YamlScalar.Real(Double.NaN)));
        List.of(".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF")
                .forEach(word -> words.put(word, new YamlScalar.Real(Double.POSITIVE_INFINITY)));
        List.of("-.inf", "-.Inf", "-.INF")
                .forEach(word -> words.put(word, new YamlScalar.Real(Double.NEGATIVE_INFINITY)));
        return Map.copyOf(words);
    }
}
