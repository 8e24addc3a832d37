package io.headwater.repowatcher.topology;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repowatcher.core.RemoteRepositories;
import io.headwater.repowatcher.core.RepositoryPlace;
import io.headwater.repowatcher.core.SourceKey;
import io.headwater.repowatcher.core.TouchedFirst;
import io.headwater.repowatcher.core.Verdict;
import io.headwater.repowatcher.core.Verdict.Outcome;
import io.headwater.repowatcher.core.WatchedSource;
import io.headwater.repowatcher.kafka.WatcherRecords;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.RevisionResolved;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What stands on {@code revisions}, and what is written there. Only on one event loop.
 *
 * <p>A verdict is written only if it differs from what stands there. When a commit moves many sources, those go first whose folders it touches; the
 * others follow in small portions, so that what a commit changes doesn't wait behind what it doesn't.
 */
final class Announcements {

    /** Up to so many are written at once without looking which of them are touched. */
    private static final int FEW = 8;

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration HEAD_START = Duration.ofMillis(150);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int PORTION = 20;

    private final EventLoop loop;
    private final Publisher publisher;
    private final Clock clock;
    private final RemoteRepositories servers;
    private final Function<SourceKey, Optional<Verdict>> verdicts;
    private final NavigableMap<SourceKey, Verdict> published = new TreeMap<>();
    private final Map<SourceKey, Integer> unseen = new HashMap<>();

    /** @param verdicts what is to be written about a source at present; empty for nothing */
    Announcements(
            EventLoop loop,
            Publisher publisher,
            Clock clock,
            RemoteRepositories servers,
            Function<SourceKey, Optional<Verdict>> verdicts) {
        this.loop = loop;
        this.publisher = publisher;
        this.clock = clock;
        this.servers = servers;
        this.verdicts = verdicts;
    }

    /** What others know about a source. */
    Optional<Verdict> published(SourceKey key) {
        return Optional.ofNullable(published.get(key));
    }

    /** The sources of an application of which others know something. */
    Set<SourceKey> publishedOf(ApplicationKey application) {
        return Set.copyOf(published
                .subMap(new SourceKey(application, 0), true, new SourceKey(application, Integer.MAX_VALUE), true)
                .keySet());
    }

    /**
     * Takes a record of {@code revisions}.
     *
     * @return the source, if somebody else had the last word on it
     */
    Optional<SourceKey> seen(TopicRecord record) {
        var key = WatcherRecords.source(record.key());
        var awaited = unseen.getOrDefault(key, 0);
        if (awaited > 0) {
            unseen.put(key, awaited - 1);
            return Optional.empty();
        }
        var known = published.get(key);
        switch (record.content()) {
            case Content.Present(RevisionResolved resolved) -> published.put(key, WatcherRecords.verdict(resolved));
            case Content.Present _, Content.Removed(), Content.Unreadable() -> published.remove(key);
        }
        var changed = !Optional.ofNullable(known).equals(published(key));
        return changed ? Optional.of(key) : Optional.empty();
    }

    /** Writes what is to be known about one source, if it is not known. */
    void publish(SourceKey key) {
        verdicts.apply(key).ifPresent(verdict -> {
            if (!verdict.equals(published.get(key))) {
                sent(key);
                published.put(key, verdict);
                publisher.send(
                        Topics.REVISIONS, WatcherRecords.key(key), WatcherRecords.record(verdict, clock.instant()));
            }
        });
    }

    /** Takes back what is known about a source. */
    void withdraw(SourceKey key) {
        if (published.remove(key) != null) {
            sent(key);
            publisher.remove(Topics.REVISIONS, WatcherRecords.key(key));
        }
    }

    private void sent(SourceKey key) {
        unseen.merge(key, 1, Integer::sum);
    }

    /** Writes what is to be known about many sources of one repository. */
    void publish(RepositoryPlace place, Collection<WatchedSource> sources) {
        if (sources.size() <= FEW) {
            sources.forEach(source -> publish(source.key()));
            return;
        }
        var moves = new HashMap<Move, List<WatchedSource>>();
        for (var source : sources) {
            move(source.key())
                    .ifPresentOrElse(
                            move -> moves.computeIfAbsent(move, ignored -> new ArrayList<>())
                                    .add(source),
                            () -> publish(source.key()));
        }
        moves.forEach((move, moved) -> publishTouchedFirst(place, move, moved));
    }

    private record Move(String from, String to) {}

    private Optional<Move> move(SourceKey key) {
        var known = published.get(key);
        var verdict = verdicts.apply(key);
        return known != null
                        && known.outcome() instanceof Outcome.Resolved(var from)
                        && verdict.isPresent()
                        && verdict.get().outcome() instanceof Outcome.Resolved(var to)
                        && !from.equals(to)
                ? Optional.of(new Move(from, to))
                : Optional.empty();
    }

    private void publishTouchedFirst(RepositoryPlace place, Move move, List<WatchedSource> sources) {
        if (sources.size() <= FEW) {
            sources.forEach(source -> publish(source.key()));
            return;
        }
        var patience = loop.schedule(PATIENCE, () -> sources.forEach(source -> publish(source.key())));
        loop.offload(() -> {
            var changed = servers.changedPaths(place, move.from(), move.to());
            loop.execute(() -> {
                patience.cancel();
                var order = changed.map(paths -> TouchedFirst.of(sources, paths))
                        .orElseGet(() -> new TouchedFirst(
                                sources.stream().map(WatchedSource::key).toList(), List.of()));
                order.touched().forEach(this::publish);
                var next = order.touched().isEmpty() ? Duration.ZERO : HEAD_START;
                loop.schedule(next, () -> publishInPortions(order.others()));
            });
        });
    }

    private void publishInPortions(List<SourceKey> keys) {
        var portion = Math.min(PORTION, keys.size());
        keys.subList(0, portion).forEach(this::publish);
        if (portion < keys.size()) {
            loop.schedule(PAUSE, () -> publishInPortions(keys.subList(portion, keys.size())));
        }
    }
}
