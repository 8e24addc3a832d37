package io.headwater.repowatcher.core;

import static io.headwater.repowatcher.core.Watched.A;
import static io.headwater.repowatcher.core.Watched.B;
import static io.headwater.repowatcher.core.Watched.C;
import static io.headwater.repowatcher.core.Watched.MAIN;
import static io.headwater.repowatcher.core.Watched.listed;
import static io.headwater.repowatcher.core.Watched.mainAt;
import static io.headwater.repowatcher.core.Watched.names;
import static io.headwater.repowatcher.core.Watched.push;
import static io.headwater.repowatcher.core.Watched.source;
import static io.headwater.repowatcher.core.Watched.standingAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.repowatcher.core.Listing.Standing;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BelievedPushTest {

    @Test
    void movesBeforeTheServerWasAskedAndIsAskedAboutLater() {
        var watched = standingAt(A);

        var reaction = watched.watch.pushed(push(MAIN, A, B));

        assertThat(watched.revision("web")).contains(B);
        assertThat(reaction.movements()).containsExactly(new Movement(MAIN, A, B, true));
        assertThat(reaction.askIn()).contains(RepositoryWatch.CONFIRMATION);
        assertThat(watched.asks()).isFalse();
    }

    @Test
    void movesTheDefaultBranchToo() {
        var watched = new Watched();
        watched.follow(source("web", ""));
        watched.asksAndHears(listed(Map.of("", new Standing.At(A, MAIN))));

        watched.watch.pushed(push(MAIN, A, B));

        assertThat(watched.revision("web")).contains(B);
    }

    @Test
    void isForgottenWhenTheServerConfirmsIt() {
        var watched = standingAt(A);
        watched.watch.pushed(push(MAIN, A, B));
        watched.watch.due();

        var reaction = watched.asksAndHears(mainAt(B));

        assertThat(reaction.decided()).isEmpty();
        assertThat(reaction.askIn()).isNotEqualTo(Optional.of(RepositoryWatch.CONFIRMATION));
    }

    @Test
    void yieldsAtOnceToAServerThatNamesAnotherCommit() {
        var watched = standingAt(A);
        watched.watch.pushed(push(MAIN, A, B));
        watched.watch.due();

        watched.asksAndHears(mainAt(C));

        assertThat(watched.revision("web")).contains(C);
    }

    @Test
    void yieldsToAServerThatGoesOnNamingTheOldCommit() {
        var watched = standingAt(A);
        watched.watch.pushed(push(MAIN, A, B));

        for (var denial = 0; denial < 3; denial++) {
            watched.watch.due();
            var reaction = watched.asksAndHears(mainAt(A));
            assertThat(reaction.decided()).isEmpty();
            assertThat(reaction.askIn()).contains(RepositoryWatch.CONFIRMATION);
        }
        watched.watch.due();
        watched.asksAndHears(mainAt(A));

        assertThat(watched.revision("web")).contains(A);
    }

    @Test
    void isNotUndoneByAnAnswerToAnEarlierQuestion() {
        var watched = standingAt(A);
        watched.watch.due();
        watched.ask();
        watched.watch.pushed(push(MAIN, A, B));

        watched.watch.answered(mainAt(A));

        assertThat(watched.revision("web")).contains(B);
        watched.watch.due();
        assertThat(watched.asks()).isTrue();
    }

    @Test
    void isAskedAboutThoughTheTimeForItComesWhileAnotherQuestionIsUnderWay() {
        var watched = standingAt(A);
        watched.watch.due();
        watched.ask();
        watched.watch.pushed(push(MAIN, A, B));
        watched.watch.due();

        watched.watch.answered(mainAt(A));

        assertThat(watched.asks()).isTrue();
    }

    @Test
    void followsSeveralInARowAndAsksAboutThemOnce() {
        var watched = standingAt(A);
        watched.watch.pushed(push(MAIN, A, B));

        var second = watched.watch.pushed(push(MAIN, B, C));

        assertThat(watched.revision("web")).contains(C);
        assertThat(second.askIn()).isEmpty();
        watched.watch.due();
        assertThat(watched.asksAndHears(mainAt(A)).decided()).isEmpty();
        assertThat(watched.revision("web")).contains(C);
    }

    @ParameterizedTest
    @CsvSource({
        "late:       known as C after B, refs/heads/main, A, B",
        "repeated:   known as C after B, refs/heads/main, B, C",
        "backwards:  known as C after B, refs/heads/main, C, A",
        "gap:        known as C after B, refs/heads/main, D, E",
        "deleted:    known as C after B, refs/heads/main, C, 0",
    })
    void neverMovesBackwards(String what, String ref, String before, String after) {
        var watched = standingAt(A);
        watched.watch.pushed(push(MAIN, A, B));
        watched.watch.pushed(push(MAIN, B, C));

        var reaction = watched.watch.pushed(push(ref, commit(before), commit(after)));

        assertThat(reaction.decided()).isEmpty();
        assertThat(watched.revision("web")).contains(C);
        assertThat(watched.asks()).isEqualTo(!what.startsWith("repeated"));
    }

    @Test
    void changesNothingForBranchesThatNobodyFollows() {
        var watched = standingAt(A);

        watched.watch.pushed(push("refs/heads/other", A, B));

        assertThat(watched.revision("web")).contains(A);
        assertThat(watched.asks()).isFalse();
    }

    @Test
    void letsTheServerSayWhatATagStandsFor() {
        var watched = new Watched();
        watched.follow(source("web", "1.*"));
        watched.asksAndHears(listed(Map.of("1.*", new Standing.At(A, "refs/tags/v1.0.0"))));

        watched.watch.pushed(push("refs/tags/v1.1.0", "0".repeat(40), B));

        assertThat(watched.revision("web")).contains(A);
        assertThat(names(watched.asksAndHears(listed(Map.of("1.*", new Standing.At(C, "refs/tags/v1.1.0"))))))
                .containsExactly("web");
    }

    @Test
    void withoutARefIsAWishToLook() {
        var watched = standingAt(A);

        watched.watch.pushed(push("", "", ""));

        assertThat(watched.asks()).isTrue();
    }

    private static String commit(String letter) {
        return letter.toLowerCase(Locale.ROOT).repeat(40);
    }
}
