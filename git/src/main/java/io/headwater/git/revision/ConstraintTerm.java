package io.headwater.git.revision;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a {@link VersionConstraint}.
 *
 * @param version the version compared with; numbers that were left out or written {@code x} are 0
 * @param given how many numbers were given before the first that was not: 3 is an exact version
 */
record ConstraintTerm(Operator operator, SemanticVersion version, int given) {

    private static final String NUMBER = "(?:\\d+|[xX*])";
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final String TAIL = "(?:\\+" + IDENTIFIERS + ")?";

    static final String VERSION =
            "v?" + NUMBER + "(?:\\." + NUMBER + ")?(?:\\." + NUMBER + ")?(?:-" + IDENTIFIERS + ")?" + TAIL;

    static final Pattern FORM = Pattern.compile("(!=|>=|=>|<=|=<|~>|=|>|<|~|\\^)?\\s*v?(" + NUMBER + ")(?:\\.(" + NUMBER
            + "))?(?:\\.(" + NUMBER + "))?(?:-(" + IDENTIFIERS + "))?" + TAIL);

    enum Operator {
        EQUAL,
        NOT_EQUAL,
        GREATER,
        LESS,
        AT_LEAST,
        AT_MOST,
        TILDE,
        CARET
    }

    static Optional<ConstraintTerm> of(Matcher match) {
        int given = 0;
        var numbers = new StringBuilder();
        for (int group = 2; group <= 4; group++) {
            var isGiven = given == group - 2 && isNumber(match.group(group));
            given += isGiven ? 1 : 0;
            numbers.append(group == 2 ? "" : ".").append(isGiven ? match.group(group) : "0");
        }
        var prerelease = match.group(5) == null ? "" : "-" + match.group(5);
        var exact = given;
        return SemanticVersion.parse(numbers + prerelease)
                .map(version -> new ConstraintTerm(operator(match.group(1)), version, exact));
    }

    private static boolean isNumber(@Nullable String part) {
        return part != null && Character.isDigit(part.charAt(0));
    }

    private static Operator operator(@Nullable String sign) {
        return switch (sign) {
            case null -> Operator.EQUAL;
            case "!=" -> Operator.NOT_EQUAL;
            case ">" -> Operator.GREATER;
            case "<" -> Operator.LESS;
            case ">=", "=>" -> Operator.AT_LEAST;
            case "<=", "=<" -> Operator.AT_MOST;
            case "~", "~>" -> Operator.TILDE;
            case "^" -> Operator.CARET;
            default -> Operator.EQUAL;
        };
    }

    boolean allows(SemanticVersion candidate) {
        return switch (operator) {
            case EQUAL -> given == 3 ? candidate.compareTo(version) == 0 : withinTilde(candidate);
            case NOT_EQUAL -> differs(candidate);
            case GREATER -> isAbove(candidate);
            case LESS -> candidate.compareTo(version) < 0;
            case AT_LEAST -> candidate.compareTo(version) >= 0;
            case AT_MOST -> isAtMost(candidate);
            case TILDE -> withinTilde(candidate);
            case CARET -> withinCaret(candidate);
        };
    }

    /** {@code ~1.2.3} is 1.2.3 up to 1.3, {@code ~1} up to 2; {@code ~0.0.0}, like {@code ~*}, is anything. */
    private boolean withinTilde(SemanticVersion candidate) {
        if (candidate.compareTo(version) < 0) {
            return false;
        }
        var zero = version.major() == 0 && version.minor() == 0 && version.patch() == 0;
        if (zero && (given == 0 || given == 3)) {
            return true;
        }
        return candidate.major() == version.major() && (given == 1 || candidate.minor() == version.minor());
    }

    /** {@code ^1.2} is 1.2 up to 2, {@code ^0.2.3} up to 0.3, {@code ^0.0.3} only itself. */
    private boolean withinCaret(SemanticVersion candidate) {
        if (candidate.compareTo(version) < 0 || candidate.major() != version.major()) {
            return false;
        }
        if (version.major() > 0 || given == 1) {
            return true;
        }
        if (candidate.minor() != version.minor()) {
            return false;
        }
        return version.minor() > 0 || given == 2 || candidate.patch() == version.patch();
    }

    /** {@code >11} starts at 12, {@code >11.1} at 11.2. */
    private boolean isAbove(SemanticVersion candidate) {
        return switch (given) {
            case 1 -> candidate.major() > version.major();
            case 2 ->
                candidate.major() > version.major()
                        || candidate.major() == version.major() && candidate.minor() > version.minor();
            default -> candidate.compareTo(version) > 0;
        };
    }

    /** {@code <=11} ends before 12, {@code <=11.1} before 11.2. */
    private boolean isAtMost(SemanticVersion candidate) {
        return switch (given) {
            case 3 -> candidate.compareTo(version) <= 0;
            case 1 -> candidate.major() <= version.major();
            default ->
                candidate.major() < version.major()
                        || candidate.major() == version.major() && candidate.minor() <= version.minor();
        };
    }

    /** {@code !=1.2.x} excludes all of 1.2, but for pre-releases other than the one named. */
    private boolean differs(SemanticVersion candidate) {
        return switch (given) {
            case 1 -> candidate.major() != version.major();
            case 2 ->
                candidate.major() != version.major()
                        || candidate.minor() != version.minor()
                        || !candidate.prerelease().equals(version.prerelease());
            default -> candidate.compareTo(version) != 0;
        };
    }
}
