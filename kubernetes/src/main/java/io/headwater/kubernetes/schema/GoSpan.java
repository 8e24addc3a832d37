package io.headwater.kubernetes.schema;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A span of time as Go writes it: {@code 1h30m0s}.
 *
 * @see <a href="https://pkg.go.dev/time#Duration.String">Go: time.Duration</a>
 */
final class GoSpan {

    private static final int LONGEST = 64;
    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern ALL = Pattern.compile("([+-]?)((?:" + PART.pattern() + ")+|0)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoSpan() {}

    /** The one form of a span; empty for a text that is none. */
    static Optional<String> canonical(String text) {
        var all = ALL.matcher(text);
        if (text.length() > LONGEST || !all.matches()) {
            return Optional.empty();
        }
        var sum = BigDecimal.ZERO;
        var parts = PART.matcher(all.group(2));
        while (parts.find()) {
            var unit = BigDecimal.valueOf(NANOSECONDS.getOrDefault(parts.group(2), 0L));
            sum = sum.add(new BigDecimal(parts.group(1)).multiply(unit));
        }
        var nanoseconds = sum.toBigInteger();
        if (nanoseconds.bitLength() > Long.SIZE - 1) {
            return Optional.empty();
        }
        var written = written(nanoseconds.longValue());
        return Optional.of(all.group(1).equals("-") && nanoseconds.signum() > 0 ? "-" + written : written);
    }

    private static String written(long nanoseconds) {
        if (nanoseconds == 0) {
            return "0s";
        }
        if (nanoseconds < 1_000) {
            return nanoseconds + "ns";
        }
        if (nanoseconds < 1_000_000) {
            return fraction(nanoseconds, 3) + "µs";
        }
        if (nanoseconds < 1_000_000_000) {
            return fraction(nanoseconds, 6) + "ms";
        }
        var minutes = nanoseconds / 60_000_000_000L;
        var seconds = fraction(nanoseconds % 60_000_000_000L, 9) + "s";
        var hours = minutes / 60;
        return (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes % 60 + "m" : "") + seconds;
    }

    private static String fraction(long number, int digits) {
        var value = BigDecimal.valueOf(number, digits).stripTrailingZeros();
        return value.signum() == 0 ? "0" : value.toPlainString();
    }
}
