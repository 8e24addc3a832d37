package io.headwater.repowatcher.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.SourceFailure;
import io.headwater.repowatcher.core.Listing.Standing;
import io.headwater.repowatcher.core.Verdict.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A repository with a watch on it, whose server a test plays. */
final class Watched {

    static final String MAIN = "refs/heads/main";
    static final String A = "a".repeat(40);
    static final String B = "b".repeat(40);
    static final String C = "c".repeat(40);

    final RepositoryWatch watch = new RepositoryWatch(new Pace(Duration.ofSeconds(120), Duration.ZERO, new Random(1)));

    static WatchedSource source(String name, String target) {
        return source(name, "spec-1", target);
    }

    static WatchedSource source(String name, String specDigest, String target) {
        return new WatchedSource(
                new SourceKey(new ApplicationKey("argocd", name), 0), specDigest, "https://git/shop", target, name);
    }

    static Push push(String ref, String before, String after) {
        return new Push(ref, before, after, "main");
    }

    static Answer listed(Map<String, Standing> standings) {
        return new Answer.Listed(new Listing("main", standings));
    }

    static Answer mainAt(String commit) {
        return listed(Map.of("main", new Standing.At(commit, MAIN)));
    }

    static Answer refused(String code) {
        return new Answer.Refused(new SourceFailure(code, "no"));
    }

    /** One source, {@code web}, that follows {@code main}, which the server has said is at a commit. */
    static Watched standingAt(String commit) {
        var watched = new Watched();
        watched.follow(source("web", "main"));
        watched.ask();
        watched.watch.answered(mainAt(commit));
        return watched;
    }

    Reaction follow(WatchedSource source) {
        return watch.follow(source, Optional.empty());
    }

    /** What the server is asked about; fails if it is not asked. */
    Set<String> ask() {
        return watch.beginAsking().orElseThrow(() -> new AssertionError("the server is not asked"));
    }

    boolean asks() {
        return watch.beginAsking().isPresent();
    }

    Reaction asksAndHears(Answer answer) {
        ask();
        return watch.answered(answer);
    }

    /** The commit that a source stands at; its failure's code if it stands at none; empty if that is not decided. */
    Optional<String> revision(String name) {
        return watch.verdict(source(name, "").key()).map(verdict -> switch (verdict.outcome()) {
            case Outcome.Resolved(var revision) -> revision;
            case Outcome.Failed(var failure) -> failure.code();
        });
    }

    static List<String> names(Reaction reaction) {
        return reaction.decided().stream().map(key -> key.application().name()).toList();
    }
}
