package io.headwater.kubernetes.project;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them: {@code 1h30m}, {@code 1.5h}.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">Go: time.ParseDuration</a>
 */
final class GoDuration {

    private static final int MOST_CHARACTERS = 64;
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern ALL = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private GoDuration() {}

    /** A duration of more than nothing; a window without one would never be open. */
    static Duration parse(String text) throws MalformedWindowException {
        if (text.length() > MOST_CHARACTERS || !ALL.matcher(text).matches()) {
            throw malformed(text);
        }
        var sum = BigDecimal.ZERO;
        var parts = PART.matcher(text);
        while (parts.find()) {
            var unit = BigDecimal.valueOf(NANOSECONDS.getOrDefault(parts.group(2), 0L));
            sum = sum.add(new BigDecimal(parts.group(1)).multiply(unit));
        }
        if (sum.signum() == 0 || sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw malformed(text);
        }
        return Duration.ofNanos(sum.longValue());
    }

    private static MalformedWindowException malformed(String text) {
        return new MalformedWindowException("'%s' is no duration such as 30m or 1h30m".formatted(text));
    }
}
