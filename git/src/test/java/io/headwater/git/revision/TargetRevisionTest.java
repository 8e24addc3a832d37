package io.headwater.git.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.git.revision.Resolution.How;
import io.headwater.git.revision.Resolution.Resolved;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRevisionTest {

    private static final String MAIN = sha('a');
    private static final String SHARED = sha('b');
    private static final String TAGGED = sha('c');
    private static final RemoteRefs REFS = new RemoteRefs(
            MAIN,
            "main",
            new TreeMap<>(Map.of(
                    "refs/heads/main", MAIN,
                    "refs/heads/shared", SHARED,
                    "refs/heads/1.2", SHARED,
                    "refs/tags/shared", TAGGED,
                    "refs/tags/v1.0.0", sha('1'),
                    "refs/tags/v1.2.0", sha('2'),
                    "refs/tags/v1.10.0", sha('3'),
                    "refs/tags/v2.0.0-rc.1", sha('4'),
                    "refs/tags/release-9", sha('9'),
                    "refs/pull/7/head", sha('7'))));

    private static String sha(char digit) {
        return String.valueOf(digit).repeat(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HEAD", "  "})
    void takesHeadForTheDefaultBranch(String target) {
        assertThat(TargetRevision.of(target).resolve(REFS))
                .isEqualTo(new Resolved(MAIN, How.DEFAULT_BRANCH, "refs/heads/main"));
    }

    @Test
    void prefersABranchToATagOfTheSameName() {
        assertThat(TargetRevision.of("shared").resolve(REFS))
                .isEqualTo(new Resolved(SHARED, How.BRANCH, "refs/heads/shared"));
    }

    @Test
    void takesFullNamesAtTheirWord() {
        assertThat(TargetRevision.of("refs/tags/shared").resolve(REFS))
                .isEqualTo(new Resolved(TAGGED, How.TAG, "refs/tags/shared"));
        assertThat(TargetRevision.of("refs/pull/7/head").resolve(REFS))
                .isEqualTo(new Resolved(sha('7'), How.REF, "refs/pull/7/head"));
    }

    @ParameterizedTest
    @CsvSource({"v1.*, v1.10.0", "'>=1.0.0 <1.5', v1.2.0", "~1.0, v1.0.0", "*, v1.10.0", "'>=2.0.0-0', v2.0.0-rc.1"})
    void findsTheHighestTagThatAConstraintAllows(String target, String tag) {
        assertThat(TargetRevision.of(target).resolve(REFS))
                .isEqualTo(new Resolved(REFS.tag(tag).orElseThrow(), How.CONSTRAINT, "refs/tags/" + tag));
    }

    @Test
    void takesAVersionForANameAndNotForAConstraint() {
        assertThat(TargetRevision.of("1.2").resolve(REFS))
                .isEqualTo(new Resolved(SHARED, How.BRANCH, "refs/heads/1.2"));
        assertThat(TargetRevision.of("v1").resolve(REFS)).isInstanceOf(Resolution.Unknown.class);
    }

    @Test
    void takesACommitAtItsWord() {
        assertThat(TargetRevision.of("ABCDEF7890123456789012345678901234567890").resolve(REFS))
                .isEqualTo(new Resolved("abcdef7890123456789012345678901234567890", How.COMMIT, ""));
    }

    @Test
    void leavesAnAbbreviatedCommitToTheMirror() {
        assertThat(TargetRevision.of("abcdef7").resolve(REFS)).isEqualTo(new Resolution.Abbreviated("abcdef7"));
        assertThat(TargetRevision.of("abcdef").resolve(REFS)).isInstanceOf(Resolution.Unknown.class);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(TargetRevision.of("v3.*").resolve(REFS))
                .isInstanceOfSatisfying(Resolution.Unknown.class, unknown -> assertThat(unknown.message())
                        .contains("no tag that satisfies 'v3.*'"));
        assertThat(TargetRevision.of("nowhere").resolve(REFS))
                .isInstanceOfSatisfying(Resolution.Unknown.class, unknown -> assertThat(unknown.message())
                        .contains("'nowhere'", "3 branches"));
        assertThat(TargetRevision.of("HEAD").resolve(new RemoteRefs(null, null, new TreeMap<>())))
                .isInstanceOfSatisfying(Resolution.Unknown.class, unknown -> assertThat(unknown.message())
                        .contains("empty"));
    }

    @Test
    void knowsWhichPushedTagsConcernAConstraint() {
        assertThat(TargetRevision.of("v1.*").isConstraintAllowing("v1.3.0")).isTrue();
        assertThat(TargetRevision.of("v1.*").isConstraintAllowing("v2.0.0")).isFalse();
        assertThat(TargetRevision.of("v1.*").isConstraintAllowing("main")).isFalse();
        assertThat(TargetRevision.of("v1.3.0").isConstraintAllowing("v1.3.0")).isFalse();
    }
}
