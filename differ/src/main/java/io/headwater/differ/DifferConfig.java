package io.headwater.differ;

import io.headwater.differ.core.HealingBudget;
import io.headwater.differ.core.PruneBudget;
import io.headwater.runtime.config.Configuration;
import java.time.Duration;

/**
 * What the differ is configured with.
 *
 * @param healing how fast drift is healed
 * @param pruning how much is pruned without a person having a look
 */
public record DifferConfig(HealingBudget healing, PruneBudget pruning) {

    private static final int MOST = 1_000_000;

    /**
     * Reads it.
     *
     * @throws io.headwater.runtime.config.ConfigurationException if anything is wrong
     */
    public static DifferConfig from(Configuration settings) {
        var standard = HealingBudget.DEFAULT;
        var burst = settings.integer("differ.healing.burst", standard.burst(), 1, MOST);
        var window = settings.duration("differ.healing.window", standard.window());
        var pause = settings.duration("differ.healing.pause", standard.pause());
        var slowed = settings.integer("differ.healing.slowed", standard.slowed(), 0, MOST);
        var longPause = settings.duration("differ.healing.long.pause", standard.longPause());
        var least = settings.integer("differ.prune.budget", PruneBudget.DEFAULT.least(), 1, MOST);
        if (pause.compareTo(longPause) > 0 || isTooLong(longPause, window)) {
            settings.reject(
                    "differ.healing.long.pause",
                    "must be at least differ.healing.pause and less than differ.healing.window, was " + longPause);
        }
        settings.check();
        return new DifferConfig(new HealingBudget(burst, window, pause, slowed, longPause), new PruneBudget(least));
    }

    private static boolean isTooLong(Duration longPause, Duration window) {
        return longPause.compareTo(window) >= 0;
    }
}
