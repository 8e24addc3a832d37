package io.headwater.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

    @Test
    void isTheSha256OfTheBytes() {
        assertThat(ContentDigest.of(new byte[0]))
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void isTheSameForEqualTrees() {
        var one = ContentDigest.of(Objects.json("{\"a\": 1, \"b\": [true]}"));

        assertThat(ContentDigest.of(Objects.json("{\"b\":[true],\"a\":1}"))).isEqualTo(one);
        assertThat(ContentDigest.of(Objects.json("{\"b\":[false],\"a\":1}"))).isNotEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"})
    void refusesWhatIsNoDigest(String hex) {
        assertThatThrownBy(() -> new ContentDigest(hex)).isInstanceOf(IllegalArgumentException.class);
    }
}
