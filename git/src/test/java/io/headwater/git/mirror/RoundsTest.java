package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Queue<Runnable> started = new ArrayDeque<>();
    private final List<Set<String>> done = new ArrayList<>();
    private final Rounds<String, Integer> rounds = new Rounds<>(started::add, wants -> {
        done.add(wants);
        return done.size();
    });

    private void finishRound() {
        started.remove().run();
    }

    @Test
    void startsAtOnce() {
        var outcome = rounds.await("a");
        finishRound();

        assertThat(outcome).isCompletedWithValue(1);
        assertThat(done).containsExactly(Set.of("a"));
    }

    @Test
    void gathersWhatArrivesMeanwhileInOneNextRound() {
        var first = rounds.await("a");
        var second = rounds.await("b");
        var third = rounds.await("c");
        var again = rounds.await("a");
        finishRound();
        finishRound();

        assertThat(started).isEmpty();
        assertThat(done).containsExactly(Set.of("a"), Set.of("a", "b", "c"));
        assertThat(first).isCompletedWithValue(1);
        assertThat(List.of(second, third, again))
                .allSatisfy(outcome -> assertThat(outcome).isCompletedWithValue(2));
    }

    @Test
    void joinsARoundUnderWayThatIsAboutTheSame() {
        var first = rounds.join("a");
        var same = rounds.join("a");
        var other = rounds.join("b");
        finishRound();

        assertThat(first).isCompletedWithValue(1);
        assertThat(same).isCompletedWithValue(1);
        assertThat(other).isNotDone();
    }

    @Test
    void goesOnAfterAFailedRound() {
        var failing = new Rounds<String, Integer>(started::add, wants -> {
            if (wants.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
            return 7;
        });
        var bad = failing.await("bad");
        var good = failing.await("good");
        finishRound();
        finishRound();

        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("bad");
        assertThat(good).isCompletedWithValue(7);
        assertThat(failing.isIdle()).isTrue();
    }
}
