package io.headwater.repowatcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushTest {

    /** Argo CD's rules, contracts §15. */
    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "'', refs/heads/main, main, true",
                "'', refs/heads/other, main, false",
                "HEAD, refs/heads/main, main, true",
                "HEAD, refs/heads/main, '', true",
                "HEAD, refs/tags/v1, main, false",
                "main, refs/heads/main, main, true",
                "refs/heads/main, refs/heads/main, main, true",
                "feature/x, refs/heads/feature/x, main, true",
                "x, refs/heads/feature/x, main, false",
                "v1.0.0, refs/tags/v1.0.0, main, true",
                "^1.0, refs/tags/v1.2.0, main, true",
                "^1.0, refs/tags/v2.0.0, main, false",
                "^1.0, refs/heads/v1.2.0, main, false",
                "refs/pull/7/head, refs/pull/7/head, main, true",
                "0123456789012345678901234567890123456789, refs/heads/main, main, false",
                "main, '', main, true",
            })
    void concernsWhatItCanChange(String target, String ref, String defaultBranch, boolean concerns) {
        assertThat(new Push(ref, "", "", defaultBranch).concerns(target, "")).isEqualTo(concerns);
    }
}
