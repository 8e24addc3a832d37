package io.headwater.differ.core;

import static io.headwater.differ.core.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.core.Decision.Ask;
import io.headwater.differ.core.Decision.Rest;
import java.time.Instant;
import java.util.List;

/** Decides on scenes, one after the other, and remembers in between what a decision said to remember. */
abstract class Decisions {

    private final SyncDecider decider = new SyncDecider(HealingBudget.DEFAULT, PruneBudget.DEFAULT);
    Memory memory = Memory.NOTHING;

    SyncRequest ask(Scene scene) {
        return ask(scene, NOON);
    }

    SyncRequest ask(Scene scene, Instant now) {
        var decision = decide(scene, now);
        assertThat(decision).isInstanceOf(Ask.class);
        return ((Ask) decision).request();
    }

    Rest rest(Scene scene) {
        return rest(scene, NOON);
    }

    Rest rest(Scene scene, Instant now) {
        var decision = decide(scene, now);
        assertThat(decision).isInstanceOf(Rest.class);
        return (Rest) decision;
    }

    Decision decide(Scene scene, Instant now) {
        var decision = decider.decide(
                scene.view.application().orElseThrow(),
                scene.project,
                scene.assess(),
                scene.view.operations(),
                memory,
                now);
        memory = decision.memory();
        return decision;
    }

    static List<String> codes(Decision decision) {
        return decision.reasons().stream().map(Reason::code).toList();
    }
}
