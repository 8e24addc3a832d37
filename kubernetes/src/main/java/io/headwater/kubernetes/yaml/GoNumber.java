package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as Go's {@code strconv} and {@code encoding/json} write them, which is how a number gets from YAML to the API server. */
final class GoNumber {

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private GoNumber() {}

    static boolean fitsLong(BigInteger value) {
        return value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0;
    }

    static boolean fitsUnsigned(BigInteger value) {
        return value.signum() >= 0 && value.compareTo(MAX_UNSIGNED) <= 0;
    }

    /** The node that Jackson's own parser would make of the digits. */
    static NumericNode node(BigInteger value) {
        if (!fitsLong(value)) {
            return BigIntegerNode.valueOf(value);
        }
        var number = value.longValue();
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    /**
     * A float as {@code encoding/json} writes it and a JSON reader takes it: {@code 1.0} and {@code 1e3} become integers.
     *
     * @param value is finite
     */
    static NumericNode node(double value) {
        var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (exact.signum() == 0) {
            return IntNode.valueOf(0);
        }
        if (exact.scale() <= 0 && Math.abs(value) < 1e21) {
            return node(exact.toBigIntegerExact());
        }
        return DecimalNode.valueOf(exact);
    }

    /** {@code strconv.FormatFloat(value, 'g', -1, 64)}: the shortest digits that read back to the same number. */
    static String format(double value) {
        return format(new BigDecimal(Double.toString(value)), value < 0 || 1 / value < 0);
    }

    /** {@code strconv.FormatFloat(value, 'g', -1, 32)}. */
    static String format(float value) {
        return format(new BigDecimal(Float.toString(value)), value < 0 || 1 / value < 0);
    }

    private static String format(BigDecimal value, boolean negative) {
        var sign = negative ? "-" : "";
        if (value.signum() == 0) {
            return sign + "0";
        }
        var exact = value.abs().stripTrailingZeros();
        var digits = exact.unscaledValue().toString();
        var exponent = digits.length() - 1 - exact.scale();
        if (exponent < -4 || exponent >= 6) {
            var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            var size = Math.abs(exponent);
            return sign + mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
        }
        return sign + exact.toPlainString();
    }
}
