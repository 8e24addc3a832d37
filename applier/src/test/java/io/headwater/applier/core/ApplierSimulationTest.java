package io.headwater.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplierSimulationTest {

    private static final int SEEDS = Integer.getInteger("applier.simulation.seeds", 200);
    private static final int STEPS = 4_000;

    @Test
    void convergesWhateverHappensAndNeverOverlapsWaves() {
        var kills = 0;
        var writes = 0;
        for (var seed = Long.getLong("applier.simulation.first", 0); seed < SEEDS; seed++) {
            var simulation = new Simulation(seed);
            try {
                simulation.run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            kills += simulation.kills;
            writes += simulation.writes;
        }
        assertThat(kills).as("applier killed").isGreaterThan(SEEDS);
        assertThat(writes).as("objects written").isGreaterThan(SEEDS);
    }
}
