package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            apps            | apps            | true
            apps            | Apps            | false
            apps            | app             | false
            `*`             | apps            | true
            `*`             | ``              | true
            ``              | ``              | true
            ``              | apps            | false
            *.crossplane.io | aws.x.crossplane.io | true
            *.crossplane.io | crossplane.io   | false
            *apps*          | apps            | true
            a*b*c           | aXbYc           | true
            a*b*c           | aXbY            | false
            a**c            | abc             | true
            a?c             | abc             | true
            a?c             | ac              | false
            [a-c]x          | bx              | true
            [a-c]x          | dx              | false
            [!a-c]x         | dx              | true
            [!a-c]x         | ax              | false
            [abc]           | c               | true
            {a,bc}          | bc              | true
            {a,bc}d         | abcd            | false
            x{a,{b,c}}y     | xcy             | true
            `\\*`           | `*`             | true
            `\\*`           | a               | false
            https://*:6443  | https://10.0.0.1:6443 | true
            """)
    void matches(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).orElseThrow().matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "{a", "a\\", "[]"})
    void refusesWhatIsMalformed(String pattern) {
        assertThat(Glob.of(pattern)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(Glob.of("a".repeat(Glob.MOST_CHARACTERS + 1))).isEmpty();
        assertThat(Glob.of("{a,b}".repeat(20))).isEmpty();
    }

    @Test
    void takesNoTimeForManyStars() {
        assertThat(Glob.of("a*".repeat(500) + "b").orElseThrow().matches("a".repeat(1_000)))
                .isFalse();
    }
}
