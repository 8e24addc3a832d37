package io.headwater.kubernetes.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order in which go-yaml v2 sorts the keys of a mapping ({@code sorter.go}): letters after all else, numbers by value. */
final class NaturalKeyOrder implements Comparator<String> {

    private static final NaturalKeyOrder INSTANCE = new NaturalKeyOrder();

    private NaturalKeyOrder() {}

    /**
     * Sorts fields by key, the same way whatever order they come in.
     *
     * <p>The order is not transitive (a1, a01, a0b), which Java's sort may notice and Go's does not: then plain order must do.
     */
    static <T> List<Map.Entry<String, T>> sorted(Collection<Map.Entry<String, T>> fields) {
        var plain = fields.stream().sorted(Map.Entry.comparingByKey()).toList();
        try {
            return plain.stream().sorted(Map.Entry.comparingByKey(INSTANCE)).toList();
        } catch (IllegalArgumentException notTransitive) {
            return plain;
        }
    }

    @Override
    public int compare(String left, String right) {
        var a = left.codePoints().toArray();
        var b = right.codePoints().toArray();
        for (var i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] == b[i]) {
                continue;
            }
            var leftIsLetter = Character.isLetter(a[i]);
            var rightIsLetter = Character.isLetter(b[i]);
            if (leftIsLetter != rightIsLetter) {
                return leftIsLetter ? 1 : -1;
            }
            return leftIsLetter ? Integer.compare(a[i], b[i]) : compareNumbers(a, b, i);
        }
        return Integer.compare(a.length, b.length);
    }

    private static int compareNumbers(int[] a, int[] b, int from) {
        var seed = (a[from] == '0' || b[from] == '0') && followsNonZeroDigit(a, from) ? 1 : 0;
        var leftEnd = endOfDigits(a, from);
        var rightEnd = endOfDigits(b, from);
        var byValue = Long.compare(value(a, from, leftEnd, seed), value(b, from, rightEnd, seed));
        if (byValue != 0) {
            return byValue;
        }
        return leftEnd != rightEnd ? Integer.compare(leftEnd, rightEnd) : Integer.compare(a[from], b[from]);
    }

    private static boolean followsNonZeroDigit(int[] text, int index) {
        for (var i = index - 1; i >= 0 && Character.isDigit(text[i]); i--) {
            if (text[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int endOfDigits(int[] text, int from) {
        var end = from;
        while (end < text.length && Character.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    /** Wraps around where Go's does, for the same order of absurdly long numbers. */
    private static long value(int[] text, int from, int to, long seed) {
        var value = seed;
        for (var i = from; i < to; i++) {
            value = value * 10 + (text[i] - '0');
        }
        return value;
    }
}
