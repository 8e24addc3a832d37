package io.headwater.renderer.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.yaml a.yaml true",
                "*.yaml deep/er/a.yaml true",
                "*.yaml a.yml false",
                "env-usw2/* env-usw2/a/b.yaml true",
                "**/x.yaml a/x.yaml true",
                "a?c.yaml abc.yaml true",
                "a?c.yaml ac.yaml false",
                "{config.json,env-usw2/*} config.json true",
                "{config.json,env-usw2/*} env-use2/config.json false",
                "{a,{b,c}d}.yaml cd.yaml true",
                "{a,{b,c}d}.yaml ad.yaml false",
                "[a-c]x bx true",
                "[!a-c]x bx false",
                "[!a-c]x dx true",
                "[]a]x ]x true",
                "a,b a,b true",
                "\\*.yaml *.yaml true",
                "\\*.yaml a.yaml false",
            })
    void matches(String pattern, String path, boolean expected) {
        assertThat(Glob.compile(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a,b", "a}", "[a", "a\\", "{{{{{{{{{{{{{{{{{{a}}}}}}}}}}}}}}}}}}"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> Glob.compile(pattern));
    }

    @Test
    void takesNoLongerForAnEvilPattern() {
        var glob = Glob.compile("*a".repeat(100) + "b");

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(glob.matches("a".repeat(4000)))
                .isFalse());
    }
}
