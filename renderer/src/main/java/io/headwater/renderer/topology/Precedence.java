package io.headwater.renderer.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets what a commit has changed go before what it leaves as it was. A commit is rendered for every application of its repository, and most find nothing
 * new; that they stand at another revision now is news that can wait until the commit's changes are on their way. Thread-safe.
 */
final class Precedence {

    private final Map<List<String>, Round> rounds = new HashMap<>();

    /** The renders of one commit that are under way. */
    private static final class Round {
        private int underway;
        private final List<Runnable> confirmations = new ArrayList<>();
    }

    /** A render begins; {@link #ended} follows, whatever comes of it. */
    synchronized void begun(List<String> revisions) {
        rounds.computeIfAbsent(revisions, ignored -> new Round()).underway++;
    }

    /** Runs a task, on whatever thread, once every render of these revisions that is under way has ended. */
    synchronized void afterChanges(List<String> revisions, Runnable confirmation) {
        var round = rounds.get(revisions);
        if (round == null) {
            throw new IllegalStateException("no render of %s is under way".formatted(revisions));
        }
        round.confirmations.add(confirmation);
    }

    /** A render has ended, and what it changed is handed on. */
    void ended(List<String> revisions) {
        settled(revisions).forEach(Runnable::run);
    }

    private synchronized List<Runnable> settled(List<String> revisions) {
        var round = rounds.get(revisions);
        if (round == null || --round.underway > 0) {
            return List.of();
        }
        rounds.remove(revisions);
        return round.confirmations;
    }
}
