package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The questions that a cluster was asked and has not answered yet. They are asked again ever later, since neither question nor answer is on record. */
public final class PendingTrials {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Map<ObjectKey, Asked> asked = new HashMap<>();

    private record Asked(TrialQuestion question, Duration pause, Instant again) {

        static Asked after(TrialQuestion question, Duration pause, Instant now) {
            return new Asked(question, pause, now.plus(pause));
        }

        boolean isWaiting(TrialQuestion open, Instant now) {
            return question.equals(open) && again.isAfter(now);
        }

        Duration nextPause() {
            var doubled = pause.multipliedBy(2);
            return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
    }

    /**
     * Which questions are to be asked now; they are taken as asked.
     *
     * @param open all that there are: others need no answer any more
     */
    public List<TrialQuestion> due(List<TrialQuestion> open, Instant now) {
        asked.keySet().retainAll(open.stream().map(TrialQuestion::object).collect(Collectors.toSet()));
        var due = open.stream()
                .filter(question -> !Optional.ofNullable(asked.get(question.object()))
                        .filter(before -> before.isWaiting(question, now))
                        .isPresent())
                .toList();
        due.forEach(question -> asked.compute(
                question.object(),
                (object, before) -> Asked.after(
                        question,
                        before != null && before.question().equals(question) ? before.nextPause() : FIRST,
                        now)));
        return due;
    }

    /** When one is to be asked again, if it is not answered. */
    public Optional<Instant> again() {
        return asked.values().stream().map(Asked::again).min(Comparator.naturalOrder());
    }
}
