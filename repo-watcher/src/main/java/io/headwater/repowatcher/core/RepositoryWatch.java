package io.headwater.repowatcher.core;

import io.headwater.repositories.SourceFailure;
import io.headwater.repowatcher.core.Listing.Standing;
import io.headwater.repowatcher.core.Verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One repository, reached in one way, and all sources that follow it.
 *
 * <p>However many sources there are, the server is asked once at a time, for all of them: {@link #beginAsking} says when. A verdict on a source is
 * given only from an answer to a question that was put after the source was there. Not safe for use by several threads.
 */
public final class RepositoryWatch {

    /** After a believed push; long enough for the server's replicas to have it, and for a burst of pushes to be asked about at once. */
    static final Duration CONFIRMATION = Duration.ofSeconds(1);

    private static final String REVISION_UNKNOWN = "RevisionUnknown";

    private final Pace pace;
    private final Map<SourceKey, WatchedSource> sources = new TreeMap<>();
    private final Map<SourceKey, Verdict> verdicts = new HashMap<>();
    private final Map<SourceKey, String> lastRevisions = new HashMap<>();
    private final Set<SourceKey> late = new HashSet<>();
    private final RefBeliefs beliefs = new RefBeliefs();
    private boolean wanted;
    private boolean asking;
    private boolean failing;
    private boolean confirming;
    private boolean byWebhook;
    private int failures;

    public RepositoryWatch(Pace pace) {
        this.pace = pace;
    }

    /**
     * Begins to follow a source, or goes on with it in a new version.
     *
     * @param published the verdict on it that others know, if there is one
     */
    public Reaction follow(WatchedSource source, Optional<Verdict> published) {
        var previous = sources.put(source.key(), source);
        published.filter(source::isMeantBy).ifPresent(this::restore);
        if (source.isPinned()) {
            return decide(List.of(source));
        }
        var sameTarget = previous != null && previous.targetRevision().equals(source.targetRevision());
        if (sameTarget && !failing && !late.contains(source.key()) && isResolved(source.key())) {
            return decide(List.of(source));
        }
        if (asking) {
            late.add(source.key());
        }
        wanted = true;
        verdicts.computeIfPresent(source.key(), (key, verdict) -> source.isMeantBy(verdict) ? verdict : null);
        return Reaction.NONE;
    }

    private void restore(Verdict verdict) {
        if (verdicts.putIfAbsent(verdict.key(), verdict) == null
                && verdict.outcome() instanceof Outcome.Resolved(var revision)) {
            lastRevisions.put(verdict.key(), revision);
        }
    }

    private boolean isResolved(SourceKey key) {
        var verdict = verdicts.get(key);
        return verdict != null && verdict.outcome() instanceof Outcome.Resolved;
    }

    public void unfollow(SourceKey key) {
        sources.remove(key);
        verdicts.remove(key);
        lastRevisions.remove(key);
        late.remove(key);
    }

    public boolean isAbandoned() {
        return sources.isEmpty();
    }

    /** A push of this repository, or of one that has the same address in another protocol. */
    public Reaction pushed(Push push) {
        var concerned = sources.values().stream()
                .anyMatch(source -> push.concerns(source.targetRevision(), beliefs.defaultBranch()));
        if (!concerned) {
            return Reaction.NONE;
        }
        failures = 0;
        return switch (failing ? RefBeliefs.Effect.DOUBTFUL : beliefs.believe(push)) {
            case KNOWN -> Reaction.NONE;
            case DOUBTFUL -> {
                wanted = true;
                byWebhook = true;
                yield Reaction.NONE;
            }
            case MOVED -> {
                byWebhook = true;
                var decision = decide(askable());
                byWebhook = false;
                yield confirmSoon(decision);
            }
        };
    }

    private Reaction confirmSoon(Reaction decision) {
        if (confirming) {
            return decision;
        }
        confirming = true;
        return new Reaction(decision.decided(), decision.movements(), Optional.of(CONFIRMATION));
    }

    /** The time has come that {@link Reaction#askIn} named. */
    public void due() {
        wanted = true;
    }

    /**
     * Whether the server is to be asked now. If so, the answer must be given to {@link #answered}.
     *
     * @return the target revisions to ask about
     */
    public Optional<Set<String>> beginAsking() {
        if (!wanted || asking) {
            return Optional.empty();
        }
        var targets = askable().stream().map(WatchedSource::targetRevision).collect(Collectors.toSet());
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        wanted = false;
        asking = true;
        confirming = false;
        late.clear();
        beliefs.beginAsking();
        return Optional.of(targets);
    }

    public Reaction answered(Answer answer) {
        asking = false;
        var reaction =
                switch (answer) {
                    case Answer.Listed(var listing) -> listed(listing);
                    case Answer.Refused(var failure) -> refused(failure);
                    case Answer.GivenUp() -> Reaction.NONE;
                };
        byWebhook = false;
        return reaction;
    }

    private Reaction listed(Listing listing) {
        failing = false;
        failures = 0;
        var unconfirmed = beliefs.learn(listing);
        var decision = decide(askable());
        if (unconfirmed) {
            return confirmSoon(decision);
        }
        return new Reaction(decision.decided(), decision.movements(), pace.poll());
    }

    private Reaction refused(SourceFailure failure) {
        failing = true;
        failures++;
        var decided = new ArrayList<SourceKey>();
        for (var source : askable()) {
            if (!late.contains(source.key())) {
                put(source.verdict(new Outcome.Failed(failure)), decided);
            }
        }
        return new Reaction(decided, List.of(), Optional.of(pace.retry(failures)));
    }

    /** What others are to know about a source; empty while that is not decided. */
    public Optional<Verdict> verdict(SourceKey key) {
        return Optional.ofNullable(verdicts.get(key));
    }

    public Optional<WatchedSource> source(SourceKey key) {
        return Optional.ofNullable(sources.get(key));
    }

    private List<WatchedSource> askable() {
        return sources.values().stream().filter(source -> !source.isPinned()).toList();
    }

    /** Gives the verdicts that follow from what is believed. */
    private Reaction decide(List<WatchedSource> candidates) {
        var decided = new ArrayList<SourceKey>();
        var movements = new Movements();
        for (var source : candidates) {
            if (late.contains(source.key())) {
                continue;
            }
            if (source.isPinned()) {
                var commit = source.targetRevision().strip().toLowerCase(Locale.ROOT);
                put(source.verdict(new Outcome.Resolved(commit)), decided);
                continue;
            }
            beliefs.of(source.targetRevision()).ifPresent(standing -> {
                if (standing instanceof Standing.At(var revision, var ref)) {
                    movements.note(ref, Optional.ofNullable(lastRevisions.put(source.key(), revision)), revision);
                }
                put(source.verdict(outcome(standing)), decided);
            });
        }
        return new Reaction(decided, movements.found(byWebhook), Optional.empty());
    }

    private static Outcome outcome(Standing standing) {
        return switch (standing) {
            case Standing.At(var revision, var ref) -> new Outcome.Resolved(revision);
            case Standing.Unknown(var message) -> new Outcome.Failed(new SourceFailure(REVISION_UNKNOWN, message));
        };
    }

    private void put(Verdict verdict, List<SourceKey> decided) {
        if (!verdict.equals(verdicts.put(verdict.key(), verdict))) {
            decided.add(verdict.key());
        }
    }
}
