package io.headwater.kubernetes.project;

import io.headwater.kubernetes.project.CronField.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression of five fields, as the parser reads it that Argo CD uses, and the macros besides.
 *
 * <p>Where both days are restricted, either one will do; a step over all of them ({@code *}{@code /2}) is a restriction. Sunday is 0 and not 7. A time that a
 * clock change leaves out is at the moment of the change, and one that comes twice counts twice.
 *
 * @see <a href="https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format">The expressions that Argo CD takes</a>
 */
record CronSchedule(Values minutes, Values hours, Values days, Values months, Values weekdays) {

    /** February the 29th is missing for eight years around 2100. */
    private static final Duration LONGEST = Duration.ofDays(9 * 366);

    private static final int MOST_CHARACTERS = 256;

    private static final Map<String, String> MACROS = Map.of(
            "@yearly",
            "0 0 1 1 *",
            "@annually",
            "0 0 1 1 *",
            "@monthly",
            "0 0 1 * *",
            "@weekly",
            "0 0 * * 0",
            "@daily",
            "0 0 * * *",
            "@midnight",
            "0 0 * * *",
            "@hourly",
            "0 * * * *");

    static CronSchedule parse(String text) throws MalformedWindowException {
        var fields = MACROS.getOrDefault(text.strip(), text).strip().split("\\s+");
        if (fields.length != 5 || text.length() > MOST_CHARACTERS) {
            throw new MalformedWindowException(
                    "'%s' is no cron expression: write minute, hour, day of the month, month and day of the week"
                            .formatted(text));
        }
        return new CronSchedule(
                CronField.MINUTE.parse(fields[0]),
                CronField.HOUR.parse(fields[1]),
                CronField.DAY_OF_MONTH.parse(fields[2]),
                CronField.MONTH.parse(fields[3]),
                CronField.DAY_OF_WEEK.parse(fields[4]));
    }

    /** The first time after an instant, by the clocks of a zone; empty if there is none for years, as on a 31st of February. */
    Optional<Instant> next(Instant after, ZoneId zone) {
        var rules = zone.getRules();
        var last = after.plus(LONGEST);
        var local = LocalDateTime.ofInstant(after, rules.getOffset(after))
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        for (var begin = after; begin.isBefore(last); ) {
            var offset = rules.getOffset(begin);
            var change = Optional.ofNullable(rules.nextTransition(begin))
                    .filter(found -> found.getInstant().isBefore(last));
            var end = change.map(found -> found.getInstant()).orElse(last);
            var found = firstBetween(local, LocalDateTime.ofInstant(end, offset));
            if (found.isPresent()) {
                return found.map(time -> time.toInstant(offset));
            }
            if (change.isEmpty()) {
                return Optional.empty();
            }
            local = change.get().getDateTimeAfter();
            if (change.get().isGap()
                    && firstBetween(change.get().getDateTimeBefore(), local).isPresent()) {
                return Optional.of(end);
            }
            begin = end;
        }
        return Optional.empty();
    }

    /** The first time from one on and before another. */
    private Optional<LocalDateTime> firstBetween(LocalDateTime from, LocalDateTime to) {
        var date = from.toLocalDate();
        while (date.atStartOfDay().isBefore(to)) {
            if (!months.has(date.getMonthValue())) {
                date = date.withDayOfMonth(1).plusMonths(1);
                continue;
            }
            var time = date.equals(from.toLocalDate()) ? from.toLocalTime() : LocalTime.MIN;
            var found = matches(date) ? firstOn(date, time) : Optional.<LocalDateTime>empty();
            if (found.isPresent()) {
                return found.filter(first -> first.isBefore(to));
            }
            date = date.plusDays(1);
        }
        return Optional.empty();
    }

    private boolean matches(LocalDate date) {
        var inMonth = days.has(date.getDayOfMonth());
        var inWeek = weekdays.has(date.getDayOfWeek().getValue() % 7);
        return days.any() || weekdays.any() ? inMonth && inWeek : inMonth || inWeek;
    }

    private Optional<LocalDateTime> firstOn(LocalDate date, LocalTime from) {
        var hour = hours.from(from.getHour());
        var minute = minutes.from(hour == from.getHour() ? from.getMinute() : 0);
        if (hour >= 0 && minute < 0) {
            hour = hours.from(hour + 1);
            minute = minutes.from(0);
        }
        return hour < 0 ? Optional.empty() : Optional.of(date.atTime(hour, minute));
    }
}
