package io.headwater.kubernetes;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time as the API server writes them: {@code 2026-01-02T03:04:05Z}. */
public final class ServerTime {

    private static final String FORM = "0000-00-00T00:00:00Z";

    private ServerTime() {}

    /** Whether a text is in the server's form. Whether there is such a time does not matter. */
    public static boolean isInForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (FORM.charAt(i) == '0' ? letter < '0' || letter > '9' : letter != FORM.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a time, in the server's form or in any that {@link Instant#parse} knows; empty for what is none. The server's is read by hand, which is faster. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(isInForm(text) ? inForm(text) : Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Instant inForm(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
