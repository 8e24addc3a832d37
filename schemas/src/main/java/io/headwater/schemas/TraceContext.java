package io.headwater.schemas;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A position in a trace that runs from the webhook to the last applied object.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero
 * @param sampled whether the trace is recorded
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** The beginning of a new trace. */
    public static TraceContext begin(RandomGenerator random) {
        return new TraceContext(hex(random) + hex(random), hex(random), true);
    }

    /** The next step of this trace. */
    public TraceContext next(RandomGenerator random) {
        return new TraceContext(traceId, hex(random), sampled);
    }

    /** Reads a {@code traceparent} header; empty if it is not one, in which case the standard asks for a new trace. */
    public static Optional<TraceContext> parse(String header) {
        var match = FORM.matcher(header);
        if (!match.matches()
                || match.group(1).equals("ff")
                || match.group(2).equals(NO_TRACE)
                || match.group(3).equals(NO_SPAN)) {
            return Optional.empty();
        }
        var flags = Integer.parseInt(match.group(4), 16);
        return Optional.of(new TraceContext(match.group(2), match.group(3), (flags & 1) == 1));
    }

    /** The {@code traceparent} header. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String hex(RandomGenerator random) {
        var bits = random.nextLong();
        return "%016x".formatted(bits == 0 ? 1 : bits);
    }
}
