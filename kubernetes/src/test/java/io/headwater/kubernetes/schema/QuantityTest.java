package io.headwater.kubernetes.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds quantities against what Kubernetes' own code makes of them; {@code src/test/scripts/quantities} asks it again. */
class QuantityTest {

    private static final String NONE = "-";

    @ParameterizedTest
    @MethodSource("quantities")
    void holdsThemAsTheServerDoes(String text, String canonical, String rounded) {
        var quantity = Quantity.parse(text);

        assertThat(quantity.map(Quantity::canonical).orElse(NONE)).isEqualTo(canonical);
        assertThat(quantity.map(Quantity::roundedToThousandths)
                        .map(Quantity::canonical)
                        .orElse(NONE))
                .isEqualTo(rounded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1Xi", "1 Gi", "1,5", "0x1", "1e99999", "--1", "1mi"})
    void knowsWhatIsNoQuantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    static Stream<Object[]> quantities() {
        try (var resource = QuantityTest.class.getResourceAsStream("quantities.tsv")) {
            assertThat(resource).isNotNull();
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split("\t", -1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
