package io.headwater.kubernetes.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0.5, 500m",
        "1, 1000m",
        "1Gi, 1024Mi",
        "0.5Gi, 512Mi",
        "1e3, 1k",
        "1E3, 1000",
        "1E, 1000P",
        "1.5Ti, 1536Gi",
        "100u, 0.1m",
        "+5, 5",
        "5., 5.0",
        ".5, 500m",
        "-1, -1000m",
        "0, 0Mi",
        "0.1n, 1n",
    })
    void takesDifferentFormsOfAValueForEqual(String left, String right) {
        assertThat(Quantity.areEqual(left, right)).isTrue();
        assertThat(Quantity.areEqual(right, left)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1Gi, 1G", "100m, 100", "1, ''", "x, x", "1Ki, 1k"})
    void tellsDifferentValuesApart(String left, String right) {
        assertThat(Quantity.areEqual(left, right)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Gi", "1Xi", "1 Gi", "1,5", "0x1", "1e99999", "--1", "1mi"})
    void knowsWhatIsNoQuantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }
}
