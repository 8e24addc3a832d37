package io.headwater.kubernetes.yaml;

/** How a string is written, as go-yaml v2 chooses it ({@code stringv} in {@code encode.go}, {@code analyze_scalar} in {@code emitterc.go}). */
enum ScalarStyle {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL;

    /** The column after which a long line is broken at the next space. */
    static final int LINE_WIDTH = 80;

    private static final String RESERVED_AT_START = "#,[]{}&*!|>'\"%@`";

    /** @param isKey whether the string is a key on the same line as its value */
    static ScalarStyle of(String text, boolean isKey) {
        if (!text.codePoints().allMatch(ScalarStyle::isPrintable)) {
            return DOUBLE_QUOTED;
        }
        if (text.indexOf('\n') >= 0) {
            return isKey || text.endsWith(" ") || text.contains(" \n") ? DOUBLE_QUOTED : LITERAL;
        }
        if (!ScalarResolver.isPlainText(text) || (isKey && text.equals("<<"))) {
            return DOUBLE_QUOTED;
        }
        return text.startsWith(" ") || text.endsWith(" ") || hasIndicator(text) ? SINGLE_QUOTED : PLAIN;
    }

    static boolean isLineBreak(int point) {
        return point == '\r' || point == '\n' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    /** Appends a character as it stands inside double quotes. */
    static void appendEscaped(StringBuilder out, int point) {
        if (isPrintable(point) && point != '\n' && point != '"' && point != '\\') {
            out.appendCodePoint(point);
            return;
        }
        out.append('\\');
        switch (point) {
            case 0x00 -> out.append('0');
            case 0x07 -> out.append('a');
            case 0x08 -> out.append('b');
            case 0x09 -> out.append('t');
            case 0x0A -> out.append('n');
            case 0x0B -> out.append('v');
            case 0x0C -> out.append('f');
            case 0x0D -> out.append('r');
            case 0x1B -> out.append('e');
            case '"' -> out.append('"');
            case '\\' -> out.append('\\');
            case 0x85 -> out.append('N');
            default -> out.append((point <= 0xFF ? "x%02X" : point <= 0xFFFF ? "u%04X" : "U%08X").formatted(point));
        }
    }

    /** Go-yaml's is_printable: nothing above the basic plane, no tab; and no line separators, which YAML 1.2 takes for text. */
    private static boolean isPrintable(int point) {
        return point == '\n'
                || (point >= 0x20 && point <= 0x7E)
                || (point >= 0xA0 && point <= 0xD7FF && point != 0x2028 && point != 0x2029)
                || (point >= 0xE000 && point <= 0xFFFD && point != 0xFEFF);
    }

    /** Whether some character means something to YAML where it stands, outside brackets. */
    private static boolean hasIndicator(String text) {
        if (text.startsWith("---") || text.startsWith("...") || RESERVED_AT_START.indexOf(text.charAt(0)) >= 0) {
            return true;
        }
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            var beforeSpace = i + 1 == text.length() || text.charAt(i + 1) == ' ';
            var afterSpace = i == 0 || text.charAt(i - 1) == ' ';
            if ((character == ':' && beforeSpace)
                    || (i == 0 && beforeSpace && (character == '?' || character == '-'))
                    || (character == '#' && afterSpace)) {
                return true;
            }
        }
        return false;
    }
}
