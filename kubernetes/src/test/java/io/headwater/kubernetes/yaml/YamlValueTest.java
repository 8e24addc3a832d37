package io.headwater.kubernetes.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.headwater.kubernetes.yaml.YamlValue.Malformed;
import io.headwater.kubernetes.yaml.YamlValue.Value;
import org.junit.jupiter.api.Test;

class YamlValueTest {

    @Test
    void readsWhatIsNoManifest() {
        assertThat(read("- a\n- off\n")).isInstanceOf(Value.class).hasToString("Value[tree=[\"a\",false]]");
        assertThat(read("")).isEqualTo(new Value(NullNode.getInstance()));
        assertThat(read("# nothing\n")).isEqualTo(new Value(NullNode.getInstance()));
    }

    @Test
    void saysWhereItIsMalformed() {
        assertThat(read("a: [")).isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.line())
                .isPositive());
        assertThat(read("a: 1\n---\nb: 2\n"))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.message())
                        .isEqualTo("there is a second document, and only one is read"));
    }

    @Test
    void refusesWhatIsTooLong() {
        var limits = new ManifestLimits(3, 1, 1, 1, 1, 1);

        assertThat(YamlValue.read("abcd", limits))
                .isEqualTo(new Malformed(1, 1, "the text has 4 characters, and at most 3 may be"));
    }

    private static YamlValue read(String text) {
        return YamlValue.read(text, ManifestLimits.DEFAULT);
    }
}
