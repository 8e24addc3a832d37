package io.headwater.kubernetes.project;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A field of a cron expression: which numbers and names may stand in it, and which numbers it means. */
enum CronField {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day of the month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    DAY_OF_WEEK("day of the week", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private final String word;
    private final int least;
    private final int most;
    private final List<String> names;

    CronField(String word, int least, int most, List<String> names) {
        this.word = word;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    /**
     * The numbers that a field means.
     *
     * @param bits one for each number
     * @param any whether it leaves the choice to the other fields, as {@code *} does
     */
    record Values(long bits, boolean any) {

        boolean has(int number) {
            return (bits & (1L << number)) != 0;
        }

        /** The first number from one on; -1 if there is none. */
        int from(int number) {
            var rest = bits & (-1L << number);
            return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
        }
    }

    /** Reads numbers, names, {@code *}, ranges and steps, separated by commas. */
    Values parse(String text) throws MalformedWindowException {
        var bits = 0L;
        var any = false;
        for (var part : text.split(",", -1)) {
            var values = part(part);
            bits |= values.bits();
            any |= values.any();
        }
        return new Values(bits, any);
    }

    private Values part(String part) throws MalformedWindowException {
        var rangeAndStep = part.split("/", -1);
        if (rangeAndStep.length > 2) {
            throw malformed(part);
        }
        var hasStep = rangeAndStep.length == 2;
        var step = hasStep ? number(rangeAndStep[1]) : 1;
        if (step == 0) {
            throw malformed(part);
        }
        var range = rangeAndStep[0];
        if (range.equals("*") || range.equals("?")) {
            return new Values(bits(least, most, step), step == 1);
        }
        var ends = range.split("-", -1);
        if (ends.length > 2) {
            throw malformed(part);
        }
        var first = value(ends[0]);
        var last = ends.length == 2 ? value(ends[1]) : hasStep ? most : first;
        if (first > last) {
            throw malformed(part);
        }
        return new Values(bits(first, last, step), false);
    }

    private static long bits(int first, int last, int step) {
        var bits = 0L;
        for (var number = first; number <= last; number += step) {
            bits |= 1L << number;
        }
        return bits;
    }

    private int value(String text) throws MalformedWindowException {
        var name = names.indexOf(text.toLowerCase(Locale.ROOT));
        var value = name >= 0 ? name + least : number(text);
        if (value < least || value > most) {
            throw malformed(text);
        }
        return value;
    }

    private int number(String text) throws MalformedWindowException {
        if (!NUMBER.matcher(text).matches()) {
            throw malformed(text);
        }
        return Integer.parseInt(text);
    }

    private MalformedWindowException malformed(String text) {
        return new MalformedWindowException(
                "'%s' is no %s: write %d-%d, a range, a step or *".formatted(text, word, least, most));
    }
}
