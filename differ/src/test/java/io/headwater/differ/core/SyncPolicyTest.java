package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.specWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncPolicyTest {

    @Test
    void isNotAutomatedUnlessItSaysSo() {
        assertThat(SyncPolicy.of(Manifests.tree("{}")).automated()).isFalse();
        assertThat(SyncPolicy.of(specWith("{\"automated\": null}")).automated()).isFalse();
        assertThat(SyncPolicy.of(specWith("{\"automated\": {}}")).automated()).isTrue();
        assertThat(SyncPolicy.of(specWith("{\"automated\": {\"enabled\": false}}"))
                        .automated())
                .isFalse();
        assertThat(SyncPolicy.of(specWith("{\"automated\": {\"enabled\": true}}"))
                        .automated())
                .isTrue();
    }

    @Test
    void retriesWithoutEndUnlessItSaysHowOften() {
        assertThat(SyncPolicy.of(specWith("{}")).retry()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(RetryPolicy.DEFAULT.allowsAfter(1_000_000)).isTrue();

        var limited = SyncPolicy.of(specWith("{\"retry\": {\"limit\": 2}}")).retry();
        assertThat(limited.allowsAfter(1)).isTrue();
        assertThat(limited.allowsAfter(2)).isFalse();
        assertThat(SyncPolicy.of(specWith("{\"retry\": {\"limit\": -1}}"))
                        .retry()
                        .allowsAfter(99))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 10", "2, 20", "5, 160", "6, 180", "60, 180", "100000, 180"})
    void doublesThePauseUpToThreeMinutes(int attempt, int seconds) {
        assertThat(RetryPolicy.DEFAULT.pauseAfter(attempt)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"7, PT7S", "90s, PT1M30S", "1h30m, PT1H30M", "500ms, PT0.5S"})
    void readsPausesAsGoWritesThem(String text, Duration expected) {
        var retry = SyncPolicy.of(specWith(
                        "{\"retry\": {\"backoff\": {\"duration\": \"%s\", \"factor\": 3, \"maxDuration\": \"5h\"}}}"
                                .formatted(text)))
                .retry();

        assertThat(retry.first()).isEqualTo(expected);
        assertThat(retry.pauseAfter(1)).isEqualTo(expected.multipliedBy(3));
    }

    @ParameterizedTest
    @CsvSource({"soon", "5x", "99999999999999999999h", "9999999999999h"})
    void reportsAPauseOfWhichNothingCanBeMade(String text) {
        var policy = SyncPolicy.of(specWith("{\"retry\": {\"backoff\": {\"duration\": \"%s\"}}}".formatted(text)));

        assertThat(policy.retry().first()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.problems()).extracting(Reason::code).containsExactly("InvalidRetry");
    }
}
