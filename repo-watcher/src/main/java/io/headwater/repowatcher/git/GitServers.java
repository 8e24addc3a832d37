package io.headwater.repowatcher.git;

import io.headwater.git.GitException;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.mirror.Mirrors;
import io.headwater.git.revision.RemoteRefs;
import io.headwater.git.revision.Resolution;
import io.headwater.git.revision.TargetRevision;
import io.headwater.repositories.RepositoriesException;
import io.headwater.repositories.RepositoryAccesses;
import io.headwater.repositories.SourceFailure;
import io.headwater.repowatcher.core.Answer;
import io.headwater.repowatcher.core.Listing;
import io.headwater.repowatcher.core.Listing.Standing;
import io.headwater.repowatcher.core.RemoteRepositories;
import io.headwater.repowatcher.core.RepositoryPlace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Git servers, asked through this process's mirrors. Each host is asked a few questions at a time, in the order in which they were put, so that one that
 * is slow doesn't hold up others.
 */
public final class GitServers implements RemoteRepositories {

    private static final int AT_A_TIME_PER_HOST = 8;
    private static final int MOST_CHANGED_PATHS = 20_000;

    private final Mirrors mirrors;
    private final RepositoryAccesses accesses;
    private final MeterRegistry metrics;
    private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();

    public GitServers(Mirrors mirrors, RepositoryAccesses accesses, MeterRegistry metrics) {
        this.mirrors = mirrors;
        this.accesses = accesses;
        this.metrics = metrics;
    }

    @Override
    public Answer ask(RepositoryPlace place, Set<String> targetRevisions) {
        var host = hosts.computeIfAbsent(place.url().host(), name -> new Semaphore(AT_A_TIME_PER_HOST, true));
        host.acquireUninterruptibly();
        try {
            var sample = Timer.start(metrics);
            var answer = answer(place, targetRevisions);
            sample.stop(metrics.timer("headwater.git.questions", "answer", name(answer)));
            return answer;
        } finally {
            host.release();
        }
    }

    private Answer answer(RepositoryPlace place, Set<String> targetRevisions) {
        try {
            var access = accesses.of(place.url(), place.credentials());
            var refs = mirrors.remoteRefs(place.url(), access, unusual(targetRevisions));
            var standings = new HashMap<String, Standing>();
            for (var target : targetRevisions) {
                standings.put(target, standing(place, access, refs, TargetRevision.of(target)));
            }
            return new Answer.Listed(new Listing(Objects.requireNonNullElse(refs.defaultBranch(), ""), standings));
        } catch (GitException failure) {
            accesses.failed(failure);
            return SourceFailure.of(failure).<Answer>map(Answer.Refused::new).orElseGet(Answer.GivenUp::new);
        } catch (RepositoriesException failure) {
            return new Answer.Refused(SourceFailure.of(failure));
        }
    }

    private static String name(Answer answer) {
        return switch (answer) {
            case Answer.Listed _ -> "listed";
            case Answer.Refused(var failure) -> failure.code();
            case Answer.GivenUp _ -> "given-up";
        };
    }

    private Standing standing(RepositoryPlace place, RepositoryAccess access, RemoteRefs refs, TargetRevision target) {
        var resolution = target.resolve(refs);
        if (resolution instanceof Resolution.Abbreviated) {
            resolution = mirrors.resolve(place.url(), access, target);
        }
        return switch (resolution) {
            case Resolution.Resolved(var commit, var how, var ref) -> new Standing.At(commit, ref);
            case Resolution.Unknown(var message) -> new Standing.Unknown(message);
            case Resolution.Abbreviated(var prefix) ->
                throw new IllegalStateException("the mirrors left " + prefix + " abbreviated");
        };
    }

    /** The refs that are no branches or tags, which a server lists only when it is asked for them. */
    private static Set<String> unusual(Set<String> targetRevisions) {
        return targetRevisions.stream()
                .filter(target -> target.startsWith("refs/")
                        && !target.startsWith("refs/heads/")
                        && !target.startsWith("refs/tags/"))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<List<String>> changedPaths(RepositoryPlace place, String from, String to) {
        try {
            var access = accesses.of(place.url(), place.credentials());
            mirrors.fetch(place.url(), access, to);
            mirrors.fetch(place.url(), access, from);
            var changed = mirrors.changedPaths(place.url(), from, to, MOST_CHANGED_PATHS);
            return changed.complete() ? Optional.of(changed.paths()) : Optional.empty();
        } catch (GitException | RepositoriesException failure) {
            // Only the order depends on it; whoever needs the commit says what is wrong with it.
            return Optional.empty();
        }
    }
}
