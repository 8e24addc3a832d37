package io.headwater.kubernetes.diff;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The value of a Kubernetes quantity: {@code 100m}, {@code 1Gi}, {@code 1e3}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]{1,3})?");
    private static final Map<String, Integer> BINARY =
            Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);
    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

    private Quantity() {}

    /** Reads a quantity; empty for what is none. */
    static Optional<BigDecimal> parse(String text) {
        var form = FORM.matcher(text);
        if (text.length() > 64 || !form.matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal(form.group(1));
        var suffix = form.group(2);
        if (suffix == null) {
            return Optional.of(number);
        }
        var binary = BINARY.get(suffix);
        if (binary != null) {
            return Optional.of(number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(binary))));
        }
        var decimal = DECIMAL.get(suffix);
        return Optional.of(number.scaleByPowerOfTen(
                decimal != null ? decimal : Integer.parseInt(suffix.substring(1).replace("+", ""))));
    }

    /** Whether both are quantities of the same value. The API server rounds up to billionths, so that is the measure. */
    static boolean areEqual(String left, String right) {
        var a = parse(left).map(Quantity::rounded);
        var b = parse(right).map(Quantity::rounded);
        return a.isPresent() && b.isPresent() && a.get().compareTo(b.get()) == 0;
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(9, RoundingMode.UP);
    }
}
