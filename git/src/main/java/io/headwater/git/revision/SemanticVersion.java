package io.headwater.git.revision;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of semver.org, read as leniently as Argo CD reads tags: a leading {@code v}, and missing minor or patch numbers, are fine.
 *
 * @param prerelease empty for a release
 */
record SemanticVersion(long major, long minor, long patch, String prerelease) implements Comparable<SemanticVersion> {

    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final Pattern FORM = Pattern.compile(
            "v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-(" + IDENTIFIERS + "))?(?:\\+" + IDENTIFIERS + ")?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern LEADING_ZERO = Pattern.compile("(?:.*\\.)?0\\d+(?:\\..*)?");

    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingLong(SemanticVersion::major)
            .thenComparingLong(SemanticVersion::minor)
            .thenComparingLong(SemanticVersion::patch)
            .thenComparing(SemanticVersion::prerelease, SemanticVersion::comparePrereleases);

    static Optional<SemanticVersion> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var prerelease = Objects.requireNonNullElse(match.group(4), "");
        if (LEADING_ZERO.matcher(prerelease).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SemanticVersion(
                    number(match.group(1)), number(match.group(2)), number(match.group(3)), prerelease));
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    private static int comparePrereleases(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        var lefts = List.of(left.split("\\."));
        var rights = List.of(right.split("\\."));
        for (int i = 0; i < Math.min(lefts.size(), rights.size()); i++) {
            var order = compareIdentifiers(lefts.get(i), rights.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lefts.size(), rights.size());
    }

    private static int compareIdentifiers(String left, String right) {
        var leftNumeric = NUMBER.matcher(left).matches();
        var rightNumeric = NUMBER.matcher(right).matches();
        if (leftNumeric && rightNumeric) {
            return left.length() != right.length()
                    ? Integer.compare(left.length(), right.length())
                    : left.compareTo(right);
        }
        return leftNumeric == rightNumeric ? left.compareTo(right) : Boolean.compare(rightNumeric, leftNumeric);
    }
}
