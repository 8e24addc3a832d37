package io.headwater.kubernetes.yaml;

import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which strings go-yaml v2 takes for timestamps. Their value stays the string, but a string that looks like one is quoted when written.
 */
final class Timestamps {

    /** The four layouts of go-yaml's {@code allowedTimestampFormats}, as {@code time.Parse} matches them. */
    private static final Pattern FORM = Pattern.compile(
            "(?<year>\\d{4})-(?<month>\\d\\d?)-(?<day>\\d\\d?)"
                    + "(?:(?<separator>[Tt ])(?<hour>\\d\\d?):(?<minute>\\d\\d?):(?<second>\\d\\d?)(?:[.,]\\d+)?(?<zone>Z|[+-]\\d\\d:\\d\\d)?)?");

    private Timestamps() {}

    static boolean isTimestamp(String text) {
        if (text.length() < 8 || text.charAt(4) != '-') {
            return false;
        }
        var form = FORM.matcher(text);
        return form.matches() && isDate(form) && (form.group("separator") == null || isTime(form));
    }

    private static boolean isDate(Matcher form) {
        var month = number(form, "month");
        var day = number(form, "day");
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(number(form, "year"), month).lengthOfMonth();
    }

    private static boolean isTime(Matcher form) {
        var zone = form.group("zone");
        var zoned = !" ".equals(form.group("separator"));
        return number(form, "hour") < 24
                && number(form, "minute") < 60
                && number(form, "second") < 60
                && (zone != null) == zoned
                && (zone == null || zone.equals("Z") || isOffset(zone));
    }

    private static boolean isOffset(String zone) {
        return Integer.parseInt(zone, 1, 3, 10) <= 24 && Integer.parseInt(zone, 4, 6, 10) <= 60;
    }

    private static int number(Matcher form, String group) {
        return Integer.parseInt(form.group(group));
    }
}
