package io.headwater.repowatcher.core;

import static io.headwater.repowatcher.core.Watched.A;
import static io.headwater.repowatcher.core.Watched.B;
import static io.headwater.repowatcher.core.Watched.MAIN;
import static io.headwater.repowatcher.core.Watched.listed;
import static io.headwater.repowatcher.core.Watched.mainAt;
import static io.headwater.repowatcher.core.Watched.names;
import static io.headwater.repowatcher.core.Watched.push;
import static io.headwater.repowatcher.core.Watched.refused;
import static io.headwater.repowatcher.core.Watched.source;
import static io.headwater.repowatcher.core.Watched.standingAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.repowatcher.core.Listing.Standing;
import io.headwater.repowatcher.core.Verdict.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepositoryWatchTest {

    @Test
    void asksOnceForAllSourcesAndAboutEachTargetOnce() {
        var watched = new Watched();
        watched.follow(source("web", "main"));
        watched.follow(source("api", "main"));
        watched.follow(source("old", "v1"));

        assertThat(watched.ask()).containsExactlyInAnyOrder("main", "v1");
        assertThat(watched.asks()).isFalse();
        var reaction = watched.watch.answered(
                listed(Map.of("main", new Standing.At(A, MAIN), "v1", new Standing.Unknown("no tag v1"))));

        assertThat(names(reaction)).containsExactly("api", "old", "web");
        assertThat(watched.revision("web")).contains(A);
        assertThat(watched.revision("old")).contains("RevisionUnknown");
        assertThat(watched.asks()).isFalse();
    }

    @Test
    void asksOnceMoreForWhatCameWhileItAsked() {
        var watched = new Watched();
        watched.follow(source("web", "main"));
        watched.ask();
        watched.follow(source("api", "main"));
        watched.follow(source("shop", "main"));

        watched.watch.answered(mainAt(A));

        assertThat(watched.revision("web")).contains(A);
        assertThat(watched.revision("api")).isEmpty();
        assertThat(names(watched.asksAndHears(mainAt(B)))).containsExactly("api", "shop", "web");
        assertThat(watched.asks()).isFalse();
    }

    @Test
    void needsNoServerForACommit() {
        var watched = new Watched();

        var reaction = watched.follow(source("web", A.toUpperCase(Locale.ROOT)));

        assertThat(names(reaction)).containsExactly("web");
        assertThat(watched.revision("web")).contains(A);
        assertThat(watched.asks()).isFalse();
    }

    @Test
    void needsNoServerForANewVersionWithTheSameTarget() {
        var watched = standingAt(A);

        var reaction = watched.follow(source("web", "spec-2", "main"));

        assertThat(names(reaction)).containsExactly("web");
        assertThat(watched.watch.verdict(source("web", "main").key()))
                .get()
                .extracting(Verdict::specDigest)
                .isEqualTo("spec-2");
        assertThat(watched.asks()).isFalse();
    }

    @Test
    void asksForANewTarget() {
        var watched = standingAt(A);

        watched.follow(source("web", "spec-2", "release"));

        assertThat(watched.revision("web")).isEmpty();
        assertThat(watched.ask()).containsExactly("release");
    }

    @Test
    void decidesNothingNewWhenAnAnswerConfirmsWhatOthersKnow() {
        var watched = new Watched();
        var source = source("web", "main");
        watched.watch.follow(source, Optional.of(source.verdict(new Outcome.Resolved(A))));

        var reaction = watched.asksAndHears(mainAt(A));

        assertThat(reaction.decided()).isEmpty();
        assertThat(reaction.movements()).isEmpty();
    }

    @Test
    void tellsOfAMovementSinceWhatOthersKnow() {
        var watched = new Watched();
        var source = source("web", "main");
        watched.watch.follow(source, Optional.of(source.verdict(new Outcome.Resolved(A))));

        assertThat(watched.asksAndHears(mainAt(B)).movements()).containsExactly(new Movement(MAIN, A, B, false));
    }

    @Test
    void tellsOfAFirstSightOnceHoweverManyFollow() {
        var watched = standingAt(A);
        watched.follow(source("api", "main"));

        assertThat(watched.asksAndHears(mainAt(A)).movements()).isEmpty();
    }

    @Test
    void pollsAfterThePeriod() {
        var watched = new Watched();
        watched.follow(source("web", "main"));

        assertThat(watched.asksAndHears(mainAt(A)).askIn()).contains(Duration.ofSeconds(120));

        watched.watch.due();
        assertThat(watched.asks()).isTrue();
    }

    @Test
    void triesAgainEverSlowerAndAtOnceAfterAPush() {
        var watched = standingAt(A);
        watched.watch.due();

        var first = watched.asksAndHears(refused("RepositoryUnreachable"));
        watched.watch.due();
        var second = watched.asksAndHears(refused("RepositoryUnreachable"));

        assertThat(names(first)).containsExactly("web");
        assertThat(second.decided()).isEmpty();
        assertThat(first.askIn().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
        assertThat(second.askIn().orElseThrow()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2400));
        watched.watch.pushed(push(MAIN, A, B));
        assertThat(watched.revision("web")).contains("RepositoryUnreachable");
        watched.asksAndHears(mainAt(B));
        assertThat(watched.revision("web")).contains(B);
    }

    @Test
    void tellsOfAMovementAcrossAFailure() {
        var watched = standingAt(A);
        watched.watch.due();
        watched.asksAndHears(refused("RepositoryUnreachable"));
        watched.watch.due();

        assertThat(watched.asksAndHears(mainAt(B)).movements()).containsExactly(new Movement(MAIN, A, B, false));
    }

    @Test
    void isAbandonedWhenNobodyFollows() {
        var watched = standingAt(A);

        watched.watch.unfollow(source("web", "main").key());

        assertThat(watched.watch.isAbandoned()).isTrue();
        watched.watch.due();
        assertThat(watched.asks()).isFalse();
    }
}
