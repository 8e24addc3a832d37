package io.headwater.differ.core;

import static java.util.stream.Collectors.groupingBy;

import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who fights with Git over what: the same manager has changed the same field three times, however often it was put back.
 *
 * @param reasons one for each of them, by name
 * @param end when the first of them is over unless it goes on
 */
record Fights(List<Reason> reasons, Optional<Instant> end) {

    private static final int TIMES = 3;
    private static final int NAMED = 3;

    Fights {
        reasons = List.copyOf(reasons);
    }

    static Fights of(Memory memory, HealingBudget budget, Instant now) {
        var reasons = new ArrayList<Reason>();
        var ends = new ArrayList<Instant>();
        new TreeMap<>(memory.heals()).forEach((object, history) -> {
            var contested = history.contestedAtLeast(TIMES);
            if (!contested.isEmpty() && !budget.isOver(now, history)) {
                contested.stream()
                        .collect(groupingBy(Contention::manager, TreeMap::new, groupingBy(Contention::difference)))
                        .forEach((manager, byDifference) -> byDifference.forEach(
                                (difference, of) -> reasons.add(reason(object, manager, difference, of))));
                ends.add(budget.endOf(history));
            }
        });
        return new Fights(reasons, ends.stream().min(Comparator.naturalOrder()));
    }

    private static Reason reason(ObjectKey object, String manager, Difference difference, List<Contention> contested) {
        var who = manager.isEmpty() ? "somebody" : manager;
        var what =
                switch (difference) {
                    case MODIFIED -> "changing %s of %s".formatted(paths(contested), object.display());
                    case EXTRA -> "making %s, which Git does not have".formatted(object.display());
                    case MISSING, NONE, UNKNOWN -> "deleting " + object.display();
                };
        return new Reason(
                "Fighting",
                "%s keeps %s: it was put back %d times and more; let only one of the two decide"
                        .formatted(who, what, TIMES));
    }

    private static String paths(List<Contention> contested) {
        var named = contested.stream().map(Contention::path).limit(NAMED);
        var more = contested.size() - NAMED;
        return String.join(
                ", ",
                Stream.concat(named, more > 0 ? Stream.of(more + " more") : Stream.of())
                        .toList());
    }
}
