package io.headwater.differ.topology;

import static io.headwater.differ.core.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same records in any legal order, with or without crashes: the same requests are carried out, and the last verdict is the same. */
class DifferSimulationTest {

    private static final String AUTOMATED = "{\"automated\": {\"selfHeal\": true, \"prune\": true}}";
    private static final int SEEDS = 60;

    private record Outcome(List<String> effective, Map<String, String> cluster, String verdict) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void comesToTheSameEndInAnyOrder(int crashes) {
        var expected = run(0, 0);
        assertThat(expected.cluster()).isEqualTo(Map.of("a", "2", "c", "1"));
        assertThat(expected.effective()).hasSize(6);

        for (var seed = 1; seed <= SEEDS; seed++) {
            assertThat(run(seed, crashes))
                    .as("seed %d with %d crashes", seed, crashes)
                    .isEqualTo(expected);
        }
    }

    @Test
    void isBackAtWhatGitSaysWheneverCommitsAndHandsChangeThingsAtOnce() {
        for (var seed = 0; seed < SEEDS; seed++) {
            try (var world = new World(seed, 2)) {
                begin(world);
                for (var i = 2; i < 8; i++) {
                    world.commits("s" + i, configMap("a", "of " + i), configMap("b", "1"));
                    world.changes(configMap("b", "by hand " + i));
                    world.settles();
                }
                assertThat(world.passes(Duration.ofMinutes(1)).values())
                        .as("seed %d", seed)
                        .isEqualTo(Map.of("a", "of 7", "b", "1"));
            }
        }
    }

    /** A first sync, a commit, a change by hand, a deletion by hand, a file taken out of Git, a sync that fails once. */
    private static Outcome run(long seed, int crashes) {
        try (var world = new World(seed, crashes)) {
            begin(world);
            world.settles();
            world.commits("s2", configMap("a", "2"), configMap("b", "1")).settles();
            world.changes(configMap("a", "by hand")).settles();
            world.deletes("b").settles();
            world.failing(1)
                    .commits("s3", configMap("a", "2"), configMap("c", "1"))
                    .settles()
                    .passes(Duration.ofSeconds(5))
                    .passes(Duration.ofSeconds(5));
            return new Outcome(world.effective(), world.values(), world.verdict());
        }
    }

    private static void begin(World world) {
        world.writes(List.of(Entries.application(AUTOMATED)));
        world.commits("s1", configMap("a", "1"), configMap("b", "1"));
        world.writes(Entries.cluster());
    }
}
