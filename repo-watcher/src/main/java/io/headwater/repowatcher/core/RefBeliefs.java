package io.headwater.repowatcher.core;

import io.headwater.repowatcher.core.Listing.Standing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the target revisions of one repository are believed to stand for: what the server last said, moved on by pushes that fit to it.
 *
 * <p>A push is believed before the server was asked only if it moves a branch from the very commit that it is believed to stand at to one that it
 * was never seen at. So a push that arrives late, twice or out of order can't move anything backwards: the server is asked instead. The server is
 * asked about a believed push as well, soon after, and its word counts; only that it still names the commit from before the push is overlooked a
 * few times, since the replica that answers may not have the push yet.
 */
final class RefBeliefs {

    private static final int COMMITS_REMEMBERED = 64;

    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, BelievedPush> pushes = new HashMap<>();
    private final Map<String, Deque<String>> left = new HashMap<>();
    private String defaultBranch = "";

    /** What a push means for what is believed. */
    enum Effect {
        /** The branch is believed to have moved. */
        MOVED,
        /** The branch is believed to stand there already. */
        KNOWN,
        /** Only the server can tell. */
        DOUBTFUL
    }

    String defaultBranch() {
        return defaultBranch;
    }

    /** What a target revision stands for; empty if the server was not asked yet. */
    Optional<Standing> of(String targetRevision) {
        return Optional.ofNullable(standings.get(targetRevision));
    }

    Effect believe(Push push) {
        var current = revisionOf(push.ref());
        if (current.isEmpty() || !push.namesCommit()) {
            return Effect.DOUBTFUL;
        }
        if (push.after().equals(current.get())) {
            return Effect.KNOWN;
        }
        if (!push.before().equals(current.get()) || wasSeenAt(push.ref(), push.after())) {
            return Effect.DOUBTFUL;
        }
        pushes.merge(push.ref(), new BelievedPush(push), (earlier, later) -> later.after(earlier));
        leave(push.ref(), current.get());
        standings.replaceAll(
                (target, standing) -> standing instanceof Standing.At(var revision, var ref) && ref.equals(push.ref())
                        ? new Standing.At(push.after(), ref)
                        : standing);
        return Effect.MOVED;
    }

    /** The server is about to be asked: its answer will know of every push until now, but for a late replica. */
    void beginAsking() {
        pushes.values().forEach(BelievedPush::beginAsking);
    }

    /** Takes in what the server said; returns whether it has yet to confirm a push. */
    boolean learn(Listing listing) {
        defaultBranch = listing.defaultBranch();
        var said = new HashMap<String, String>();
        listing.standings().values().forEach(standing -> {
            if (standing instanceof Standing.At(var revision, var ref)) {
                said.put(ref, revision);
            }
        });
        pushes.entrySet()
                .removeIf(push -> !push.getValue().isBelievedAgainst(Optional.ofNullable(said.get(push.getKey()))));
        standings.keySet().retainAll(listing.standings().keySet());
        listing.standings().forEach((target, standing) -> {
            if (!isMovedByPush(standings.get(target))) {
                learn(target, standing);
            }
        });
        return !pushes.isEmpty();
    }

    private void learn(String target, Standing standing) {
        if (standings.put(target, standing) instanceof Standing.At(var before, var ref)
                && !standing.equals(new Standing.At(before, ref))) {
            leave(ref, before);
        }
    }

    private boolean isMovedByPush(@Nullable Standing standing) {
        return standing instanceof Standing.At(var revision, var ref) && pushes.containsKey(ref);
    }

    private Optional<String> revisionOf(String wanted) {
        for (var standing : standings.values()) {
            if (standing instanceof Standing.At(var revision, var ref) && ref.equals(wanted)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    private boolean wasSeenAt(String ref, String commit) {
        var commits = left.get(ref);
        return commits != null && commits.contains(commit);
    }

    private void leave(String ref, String commit) {
        var commits = left.computeIfAbsent(ref, ignored -> new ArrayDeque<>());
        commits.addLast(commit);
        if (commits.size() > COMMITS_REMEMBERED) {
            commits.removeFirst();
        }
    }

    /** A push, or several in a row, that the server has yet to confirm. */
    private static final class BelievedPush {

        private static final int MOST_DENIALS = 3;

        private final Set<String> before = new HashSet<>();
        private final String after;
        private boolean askedAbout;
        private int denials;

        BelievedPush(Push push) {
            before.add(push.before());
            after = push.after();
        }

        BelievedPush after(BelievedPush earlier) {
            before.addAll(earlier.before);
            return this;
        }

        void beginAsking() {
            askedAbout = true;
        }

        /** Whether it goes on being believed although not confirmed; to be called once for each answer. */
        boolean isBelievedAgainst(Optional<String> said) {
            if (!askedAbout) {
                return true;
            }
            denials++;
            return said.isPresent() && before.contains(said.get()) && denials <= MOST_DENIALS;
        }
    }
}
