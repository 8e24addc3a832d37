package io.headwater.kubernetes.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headwater.kubernetes.project.WindowVerdict.Allowed;
import io.headwater.kubernetes.project.WindowVerdict.Forbidden;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncWindowsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Delivery WEB = new Delivery("web", "shop", Set.of("prod", "https://prod.example"));
    private static final String DENY = window("deny", "0 12 * * *", "1h", "");
    private static final String ALLOW = window("allow", "0 12 * * *", "1h", "");
    private static final String ALLOW_AT_NIGHT = window("allow", "0 22 * * *", "1h", "");

    @Test
    void allowsEverythingWhereThereAreNone() {
        assertThat(at("[]", NOON)).isEqualTo(new Allowed(none(), none()));
        assertThat(SyncWindows.of(MissingNode.getInstance()).at(WEB, NOON)).isInstanceOf(Allowed.class);
    }

    @Test
    void forbidsWhileADenyingWindowIsOpen() {
        assertThat(at(list(DENY), NOON.minusNanos(1))).isInstanceOf(Allowed.class);
        assertThat(forbidden(list(DENY), NOON).until()).contains(NOON.plusSeconds(3600));
        assertThat(forbidden(list(DENY), NOON.plusSeconds(3600).minusNanos(1)).isDenied())
                .isTrue();
        assertThat(at(list(DENY), NOON.plusSeconds(3600))).isInstanceOf(Allowed.class);
    }

    @Test
    void forbidsWhileNoAllowingWindowIsOpen() {
        assertThat(forbidden(list(ALLOW), NOON.minusNanos(1)).until()).contains(NOON);
        assertThat(at(list(ALLOW), NOON).until()).contains(NOON.plusSeconds(3600));
        assertThat(forbidden(list(ALLOW), NOON.plusSeconds(3600)).isDenied()).isFalse();
    }

    @Test
    void takesADenialForMoreThanAPermission() {
        var both = list(ALLOW, window("deny", "30 12 * * *", "10m", ""));

        assertThat(at(both, NOON).until()).contains(NOON.plus(Duration.ofMinutes(30)));
        assertThat(forbidden(both, NOON.plus(Duration.ofMinutes(30))).until())
                .contains(NOON.plus(Duration.ofMinutes(40)));
        assertThat(forbidden(both, NOON.plus(Duration.ofMinutes(55)).plus(Duration.ofMinutes(5)))
                        .until())
                .contains(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void allowsWhileOneOfSeveralAllowingWindowsIsOpen() {
        assertThat(at(list(ALLOW_AT_NIGHT, ALLOW), NOON)).isInstanceOf(Allowed.class);
        assertThat(forbidden(list(ALLOW_AT_NIGHT, ALLOW), NOON.minusSeconds(1)).by())
                .hasSize(2);
    }

    @Test
    void staysClosedOverOpeningsThatMeet() {
        var meeting = list(window("deny", "0 12 * * *", "1h", ""), window("deny", "0 13 * * *", "1h", ""));

        assertThat(forbidden(meeting, NOON).until()).contains(NOON.plusSeconds(7200));
    }

    @Test
    void knowsTheEndOfOpeningsThatOverlap() {
        var dense = list(window("deny", "* 12 * * *", "2h", ""));

        assertThat(forbidden(dense, NOON).until()).contains(Instant.parse("2026-01-01T14:59:00Z"));
    }

    @Test
    void givesNoEndWhereThereIsNone() {
        assertThat(forbidden(list(window("deny", "* * * * *", "1m", "")), NOON).until())
                .isEmpty();
        assertThat(forbidden(list(window("deny", "* * * * *", "24h", "")), NOON).again())
                .hasValueSatisfying(again -> assertThat(again).isAfter(NOON.plus(Duration.ofDays(90))));
        assertThat(forbidden(list(window("allow", "0 0 31 2 *", "1h", "")), NOON))
                .satisfies(never -> assertThat(never.until()).isEmpty())
                .satisfies(never -> assertThat(never.again()).isEmpty());
    }

    @Test
    void followsTheClocksOfItsZone() {
        var inBerlin = list(window("deny", "0 9 * * *", "1h", "\"timeZone\": \"Europe/Berlin\""));

        assertThat(at(inBerlin, Instant.parse("2026-03-28T08:30:00Z"))).isInstanceOf(Forbidden.class);
        assertThat(at(inBerlin, Instant.parse("2026-03-29T07:30:00Z"))).isInstanceOf(Forbidden.class);
        assertThat(at(inBerlin, Instant.parse("2026-03-29T08:30:00Z"))).isInstanceOf(Allowed.class);
    }

    @Test
    void lastsAsLongAsItSaysOverAClockChange() {
        var night = list(window("deny", "0 1 * * *", "4h", "\"timeZone\": \"Europe/Berlin\""));

        assertThat(forbidden(night, Instant.parse("2026-03-29T00:30:00Z")).until())
                .contains(Instant.parse("2026-03-29T04:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # choice                                                                            | is about web
            "applications": ["web"]                                                             | true
            "applications": ["w*"]                                                              | true
            "applications": ["api"]                                                             | false
            "applications": ["api", "*"]                                                        | true
            "namespaces": ["sh?p"]                                                              | true
            "namespaces": ["default"]                                                           | false
            "clusters": ["prod"]                                                                | true
            "clusters": ["https://*"]                                                           | true
            "clusters": ["test"]                                                                | false
            "applications": ["api"], "clusters": ["prod"]                                       | true
            "applications": ["api"], "clusters": ["prod"], "andOperator": true                  | false
            "applications": ["web"], "clusters": ["prod"], "andOperator": true                  | true
            "applications": [], "clusters": ["prod"], "andOperator": true                       | true
            "applications": ["web"], "clusters": ["{"], "andOperator": true                     | false
            "andOperator": true                                                                 | false
            "applications": []                                                                  | false
            """)
    void isAboutWhomItNames(String choice, boolean isAbout) {
        var windows =
                "[{\"kind\": \"deny\", \"schedule\": \"0 12 * * *\", \"duration\": \"1h\", %s}]".formatted(choice);

        assertThat(at(windows, NOON)).isInstanceOf(isAbout ? Forbidden.class : Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, false, false"})
    void leavesAWayOutOnlyWhereAllDenyingWindowsDo(boolean one, boolean other, boolean manual) {
        var windows = list(
                window("deny", "0 12 * * *", "1h", "\"manualSync\": " + one + ", \"syncOverrun\": " + one),
                window("deny", "0 11 * * *", "2h", "\"manualSync\": " + other + ", \"syncOverrun\": " + other),
                window("allow", "0 12 * * *", "1h", ""));

        assertThat(forbidden(windows, NOON).manual()).isEqualTo(manual);
        assertThat(forbidden(windows, NOON).overrun()).isEqualTo(manual);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            allow | 0 12 * * 7 | 1h  | UTC       | spec.syncWindows[0].schedule: '7' is no day of the week: write 0-6, a range, a step or *
            deny  | 0 12 * * * | 1d  | UTC       | spec.syncWindows[0].duration: '1d' is no duration such as 30m or 1h30m
            deny  | 0 12 * * * | 1h  | Mars/Base | spec.syncWindows[0].timeZone: 'Mars/Base' is no time zone such as Europe/Berlin
            Allow | 0 12 * * * | 1h  | UTC       | spec.syncWindows[0].kind: 'Allow' is neither allow nor deny
            """)
    void forbidsAndSaysWhyWhereNothingCanBeMadeOfAWindow(
            String kind, String schedule, String duration, String zone, String problem) {
        var windows = read(list(window(kind, schedule, duration, "\"timeZone\": \"" + zone + "\"")));

        assertThat(windows.problemsAbout(WEB)).containsExactly(problem);
        assertThat(windows.at(WEB, NOON)).isInstanceOf(Forbidden.class);
        var other = new Delivery("api", "default", Set.of());
        assertThat(windows.problemsAbout(other)).isEmpty();
        assertThat(windows.at(other, NOON)).isInstanceOf(Allowed.class);
    }

    @Test
    void goesOnWithTheOthersWhereNothingCanBeMadeOfOne() {
        var windows = list(window("allow", "noon", "1h", ""), ALLOW);

        assertThat(at(windows, NOON)).isInstanceOf(Allowed.class);
        assertThat(at(windows, NOON.minusSeconds(1))).isInstanceOf(Forbidden.class);
    }

    @Test
    void namesAPatternOfWhichNothingCanBeMade() {
        var windows =
                read("[{\"kind\": \"deny\", \"schedule\": \"@daily\", \"duration\": \"1h\", \"clusters\": [\"{\"]}]");

        assertThat(windows.problemsAbout(WEB)).containsExactly("spec.syncWindows[0].clusters: '{' is no pattern");
        assertThat(windows.at(WEB, NOON)).isInstanceOf(Allowed.class);
    }

    @Test
    void isReadAsPeopleWriteIt() {
        var windows = read(list(
                window("deny", "0 12 * * *", "1h", "\"timeZone\": \"Europe/Berlin\", \"description\": \"lunch\"")));

        assertThat(windows.windows())
                .extracting(SyncWindow::text)
                .containsExactly("deny '0 12 * * *' in Europe/Berlin for 1h (lunch)");
    }

    private static Optional<Instant> none() {
        return Optional.empty();
    }

    private static String window(String kind, String schedule, String duration, String more) {
        return "{\"applications\": [\"web\"], \"kind\": \"%s\", \"schedule\": \"%s\", \"duration\": \"%s\"%s}"
                .formatted(kind, schedule, duration, more.isEmpty() ? "" : ", " + more);
    }

    private static String list(String... windows) {
        return "[" + String.join(", ", windows) + "]";
    }

    private static Forbidden forbidden(String windows, Instant now) {
        assertThat(at(windows, now)).isInstanceOf(Forbidden.class);
        return (Forbidden) at(windows, now);
    }

    private static WindowVerdict at(String windows, Instant now) {
        return read(windows).at(WEB, now);
    }

    private static SyncWindows read(String windows) {
        try {
            return SyncWindows.of(new JsonMapper().readTree(windows));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
