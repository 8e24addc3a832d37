package io.headwater.kubernetes.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Kubernetes quantity: {@code 100m}, {@code 1Gi}, {@code 1e3}.
 *
 * @param value what it amounts to, to the billionth
 * @param format in what form it was written
 * @param text as it was written, where the server leaves that alone; empty otherwise
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Kubernetes: Quantity</a>
 */
record Quantity(BigDecimal value, Format format, String text) {

    /** The forms. */
    enum Format {
        DECIMAL_EXPONENT,
        BINARY_SI,
        DECIMAL_SI
    }

    private static final int LONGEST = 64;
    private static final int NANO = 9;
    private static final Pattern FORM = Pattern.compile(
            "[+-]?0*([0-9]*)(?:\\.([0-9]*))?(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]{1,3})?");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final Map<Integer, String> DECIMAL_SUFFIX =
            Map.of(-9, "n", -6, "u", -3, "m", 0, "", 3, "k", 6, "M", 9, "G", 12, "T", 15, "P", 18, "E");
    private static final BigInteger KIBI = BigInteger.valueOf(1024);
    private static final BigDecimal LARGEST_BINARY = new BigDecimal(Long.MAX_VALUE);

    /** How many digits the server reads without losing any in 64 bits. */
    private static final int DIGITS_OF_A_LONG = 18;

    private static final int DIGITS_OF_SHORT_BINARY = 14;
    private static final int FEW_DIGITS = 4;

    /** Whether a text is plain to see the form in which the server holds it: a few digits with the largest unit that they go with. */
    static boolean isShortest(String text) {
        var digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > FEW_DIGITS || text.charAt(0) == '0') {
            return false;
        }
        return switch (text.length() - digits) {
            case 0 -> digits < FEW_DIGITS || !text.endsWith("000");
            case 1 -> "mkMG".indexOf(text.charAt(digits)) >= 0 && (digits < FEW_DIGITS || !text.startsWith("000", 1));
            case 2 ->
                text.charAt(digits + 1) == 'i'
                        && "KMG".indexOf(text.charAt(digits)) >= 0
                        && Integer.parseInt(text, 0, digits, 10) % KIBI.intValue() != 0;
            default -> false;
        };
    }

    /** Reads a quantity; empty for what is none. */
    static Optional<Quantity> parse(String given) {
        var text = given.strip();
        var form = FORM.matcher(text);
        if (text.isEmpty() || text.length() > LONGEST || !form.matches()) {
            return Optional.empty();
        }
        var whole = form.group(1);
        var fraction = form.group(2) == null ? "" : form.group(2);
        var suffix = form.group(3) == null ? "" : form.group(3);
        var digits = new BigDecimal((text.startsWith("-") ? "-0" : "0") + whole + "." + fraction + "0");
        var binary = BINARY.indexOf(suffix);
        if (binary > 0) {
            var isReadSlowly = DIGITS_OF_SHORT_BINARY - whole.length() - binary * 3 < 0;
            if (isReadSlowly && text.chars().noneMatch(Character::isDigit)) {
                return Optional.empty();
            }
            return Optional.of(binary(text, digits, binary, isReadSlowly, whole, fraction));
        }
        var exponent = DECIMAL.get(suffix);
        var format = exponent == null ? Format.DECIMAL_EXPONENT : Format.DECIMAL_SI;
        var power = exponent == null ? Integer.parseInt(suffix.substring(1).replace("+", "")) : exponent;
        var scale = power - fraction.length();
        var isLeftAlone = scale % 3 == 0
                && scale >= -NANO
                && whole.length() + fraction.length() <= DIGITS_OF_A_LONG
                && !whole.isEmpty()
                && !(whole + fraction).endsWith("000");
        return Optional.of(new Quantity(rounded(digits.scaleByPowerOfTen(power)), format, isLeftAlone ? text : ""));
    }

    private static Quantity binary(
            String text, BigDecimal digits, int power, boolean isReadSlowly, String whole, String fraction) {
        var value = digits.multiply(new BigDecimal(KIBI.pow(power)));
        if (!isReadSlowly && fraction.isEmpty() && !whole.isEmpty() && (Long.parseLong(whole) & 7) != 0) {
            return new Quantity(value, Format.BINARY_SI, text);
        }
        var most = value.abs().min(LARGEST_BINARY);
        var capped = rounded(value.signum() < 0 ? most.negate() : most);
        var isFraction = capped.signum() > 0 && capped.compareTo(BigDecimal.ONE) < 0;
        return new Quantity(capped, isFraction ? Format.DECIMAL_SI : Format.BINARY_SI, "");
    }

    /** The form in which the API server holds it. */
    String canonical() {
        if (!text.isEmpty()) {
            return text;
        }
        if (value.signum() == 0) {
            return "0";
        }
        var isLarge = value.abs().compareTo(new BigDecimal(KIBI)) >= 0;
        if (format == Format.BINARY_SI && isLarge && value.stripTrailingZeros().scale() <= 0) {
            return binary(value.toBigIntegerExact());
        }
        return decimal(format == Format.DECIMAL_EXPONENT);
    }

    private static String binary(BigInteger number) {
        var power = 0;
        var left = number;
        while (power < BINARY.size() - 1 && left.mod(KIBI).signum() == 0) {
            left = left.divide(KIBI);
            power++;
        }
        return left + BINARY.get(power);
    }

    private String decimal(boolean asExponent) {
        var stripped = value.stripTrailingZeros();
        var exponent = -stripped.scale();
        var shift = Math.floorMod(exponent, 3);
        exponent -= shift;
        var mantissa = stripped.unscaledValue().multiply(BigInteger.TEN.pow(shift));
        if (asExponent) {
            return exponent == 0 ? mantissa.toString() : mantissa + "e" + exponent;
        }
        return mantissa + DECIMAL_SUFFIX.getOrDefault(exponent, "");
    }

    /** Rounded up to thousandths, as amounts of resources are. */
    Quantity roundedToThousandths() {
        return value.stripTrailingZeros().scale() <= 3
                ? this
                : new Quantity(value.setScale(3, RoundingMode.UP), format, "");
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(NANO, RoundingMode.UP);
    }
}
