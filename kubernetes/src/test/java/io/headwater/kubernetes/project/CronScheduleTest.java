package io.headwater.kubernetes.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # schedule          | after                | next
            * * * * *           | 2026-01-01T12:00:00Z | 2026-01-01T12:01:00Z
            * * * * *           | 2026-01-01T12:00:59Z | 2026-01-01T12:01:00Z
            30 * * * *          | 2026-01-01T12:00:00Z | 2026-01-01T12:30:00Z
            30 * * * *          | 2026-01-01T12:30:00Z | 2026-01-01T13:30:00Z
            0 10 * * *          | 2026-01-01T09:59:59Z | 2026-01-01T10:00:00Z
            0 10 * * *          | 2026-01-01T10:00:00Z | 2026-01-02T10:00:00Z
            */15 * * * *        | 2026-01-01T12:46:00Z | 2026-01-01T13:00:00Z
            5/20 * * * *        | 2026-01-01T12:00:00Z | 2026-01-01T12:05:00Z
            5/20 * * * *        | 2026-01-01T12:26:00Z | 2026-01-01T12:45:00Z
            10-30/10 * * * *    | 2026-01-01T12:21:00Z | 2026-01-01T12:30:00Z
            10-30/10 * * * *    | 2026-01-01T12:31:00Z | 2026-01-01T13:10:00Z
            0 8,20 * * *        | 2026-01-01T08:00:00Z | 2026-01-01T20:00:00Z
            59 23 31 12 *       | 2026-01-01T00:00:00Z | 2026-12-31T23:59:00Z
            0 0 31 * *          | 2026-01-31T00:00:00Z | 2026-03-31T00:00:00Z
            0 0 30 2,4 *        | 2026-01-31T00:00:00Z | 2026-04-30T00:00:00Z
            0 0 29 2 *          | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
            0 0 29 2 *          | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z
            0 22 * * fri        | 2026-01-01T00:00:00Z | 2026-01-02T22:00:00Z
            0 22 * * FRI        | 2026-01-01T00:00:00Z | 2026-01-02T22:00:00Z
            0 0 * * 0           | 2026-01-01T00:00:00Z | 2026-01-04T00:00:00Z
            0 0 * * mon-wed     | 2026-01-01T00:00:00Z | 2026-01-05T00:00:00Z
            0 0 1 jan-mar/2 *   | 2026-01-02T00:00:00Z | 2026-03-01T00:00:00Z
            0 0 13 * fri        | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z
            0 0 13 * fri        | 2026-01-10T00:00:00Z | 2026-01-13T00:00:00Z
            0 0 13 * *          | 2026-01-01T00:00:00Z | 2026-01-13T00:00:00Z
            0 0 ? * fri         | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z
            0 0 */31 * fri      | 2026-01-02T00:00:00Z | 2026-01-09T00:00:00Z
            0 0 */31 * fri      | 2026-01-31T00:00:00Z | 2026-02-01T00:00:00Z
            0 0 */1 * fri       | 2026-01-03T00:00:00Z | 2026-01-09T00:00:00Z
            @hourly             | 2026-01-01T12:30:00Z | 2026-01-01T13:00:00Z
            @daily              | 2026-01-01T12:30:00Z | 2026-01-02T00:00:00Z
            @midnight           | 2026-01-01T12:30:00Z | 2026-01-02T00:00:00Z
            @weekly             | 2026-01-01T12:30:00Z | 2026-01-04T00:00:00Z
            @monthly            | 2026-01-01T12:30:00Z | 2026-02-01T00:00:00Z
            @yearly             | 2026-01-01T12:30:00Z | 2027-01-01T00:00:00Z
            @annually           | 2026-01-01T12:30:00Z | 2027-01-01T00:00:00Z
            """)
    void findsTheNextTime(String schedule, Instant after, Instant next) throws MalformedWindowException {
        assertThat(CronSchedule.parse(schedule).next(after, ZoneId.of("UTC"))).contains(next);
    }

    @Test
    void knowsThatSomeDaysNeverCome() throws MalformedWindowException {
        assertThat(CronSchedule.parse("0 0 31 2 *").next(Instant.parse("2026-01-01T00:00:00Z"), ZoneId.of("UTC")))
                .isEmpty();
    }

    /** In Berlin, 02:00 to 03:00 is left out on 2026-03-29, and comes twice on 2026-10-25. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # schedule    | after                | next
            0 9 * * *     | 2026-03-28T12:00:00Z | 2026-03-29T07:00:00Z
            0 9 * * *     | 2026-03-27T12:00:00Z | 2026-03-28T08:00:00Z
            30 2 * * *    | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
            30 2 * * *    | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z
            */20 2 * * *  | 2026-03-29T00:59:00Z | 2026-03-29T01:00:00Z
            */20 2 * * *  | 2026-03-29T01:00:00Z | 2026-03-30T00:00:00Z
            0 3 * * *     | 2026-03-29T00:30:00Z | 2026-03-29T01:00:00Z
            0 * * * *     | 2026-03-29T00:30:00Z | 2026-03-29T01:00:00Z
            30 2 * * *    | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
            30 2 * * *    | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z
            30 2 * * *    | 2026-10-25T01:30:00Z | 2026-10-26T01:30:00Z
            0 * * * *     | 2026-10-25T00:30:00Z | 2026-10-25T01:00:00Z
            0 3 * * *     | 2026-10-25T00:30:00Z | 2026-10-25T02:00:00Z
            """)
    void followsTheClocksOfAZone(String schedule, Instant after, Instant next) throws MalformedWindowException {
        assertThat(CronSchedule.parse(schedule).next(after, ZoneId.of("Europe/Berlin")))
                .contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 * ",
                "* * * * 7",
                "* * * * fri-mon",
                "30-10 * * * *",
                "1-2-3 * * * *",
                "*/0 * * * *",
                "*/2/2 * * * *",
                "*-5 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "noon * * * *",
                "99999999999 * * * *",
                "* * * * sunday",
                "@every 1h",
                "CRON_TZ=UTC * * * * *"
            })
    void refusesWhatMakesNoSense(String schedule) {
        assertThatThrownBy(() -> CronSchedule.parse(schedule)).isInstanceOf(MalformedWindowException.class);
    }

    @Test
    void saysWhichFieldMakesNoSense() {
        assertThatThrownBy(() -> CronSchedule.parse("* * * * 7"))
                .hasMessage("'7' is no day of the week: write 0-6, a range, a step or *");
    }
}
