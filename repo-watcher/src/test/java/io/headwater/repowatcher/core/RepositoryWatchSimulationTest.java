package io.headwater.repowatcher.core;

import static io.headwater.repowatcher.core.Watched.MAIN;
import static io.headwater.repowatcher.core.Watched.mainAt;
import static io.headwater.repowatcher.core.Watched.push;
import static io.headwater.repowatcher.core.Watched.refused;
import static io.headwater.repowatcher.core.Watched.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A branch that is pushed to, also backwards by force; webhooks that come late, twice, out of order or never; answers that fail or come late. Whatever
 * happens, the source stands in the end where the branch does, and a webhook that is delivered late moves it nowhere.
 */
class RepositoryWatchSimulationTest {

    private static final int STEPS = 200;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void standsInTheEndWhereTheBranchDoes(long seed) {
        var world = new World(new Random(seed));
        for (var step = 0; step < STEPS; step++) {
            world.step();
        }
        world.calmDown();

        assertThat(world.watched.revision("web")).contains(world.head());
    }

    private static final class World {
        private final Random random;
        private final Watched watched = new Watched();
        private final List<String> history = new ArrayList<>(List.of(commit(0)));
        private final List<Push> deliveries = new ArrayList<>();
        private Optional<String> heardWhileAsking = Optional.empty();
        private boolean timer;
        private int commits;

        World(Random random) {
            this.random = random;
            watched.follow(source("web", "main"));
        }

        String head() {
            return history.getLast();
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1 -> pushCommit(commit(++commits));
                case 2 -> pushCommit(history.get(random.nextInt(history.size())));
                case 3, 4 -> deliver();
                case 5 -> ask();
                case 6 -> answer();
                default -> due();
            }
        }

        private void pushCommit(String commit) {
            if (!commit.equals(head())) {
                deliveries.add(push(MAIN, head(), commit));
                history.add(commit);
            }
        }

        /** Delivers any webhook, new or old; some are delivered again later, some never. */
        private void deliver() {
            if (!deliveries.isEmpty()) {
                var delivery = deliveries.get(random.nextInt(deliveries.size()));
                if (random.nextInt(3) > 0) {
                    deliveries.remove(delivery);
                }
                var before = watched.revision("web");
                react(watched.watch.pushed(delivery));
                assertThat(watched.revision("web"))
                        .as("only a push that continues what is known moves a source")
                        .matches(after -> after.equals(before) || before.equals(Optional.of(delivery.before())));
            }
        }

        private void ask() {
            if (watched.asks()) {
                heardWhileAsking = Optional.of(head());
            }
        }

        private void answer() {
            heardWhileAsking.ifPresent(heard -> {
                heardWhileAsking = Optional.empty();
                react(watched.watch.answered(
                        random.nextInt(4) == 0 ? refused("RepositoryUnreachable") : mainAt(heard)));
            });
        }

        private void due() {
            if (timer) {
                timer = false;
                watched.watch.due();
            }
        }

        private void react(Reaction reaction) {
            timer |= reaction.askIn().isPresent();
        }

        /** Nothing happens any more but what the watch itself asks for: timers run out, questions are answered truly. */
        void calmDown() {
            for (var round = 0; round < 10; round++) {
                heardWhileAsking.ifPresent(heard -> react(watched.watch.answered(mainAt(heard))));
                heardWhileAsking = Optional.empty();
                due();
                ask();
            }
        }

        private static String commit(int number) {
            return "%040x".formatted(number + 1);
        }
    }
}
