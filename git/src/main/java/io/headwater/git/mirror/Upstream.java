package io.headwater.git.mirror;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.revision.RemoteRefs;
import io.headwater.git.transport.Remote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One repository's server, reached in one way, and the mirror it fills. However many ask, one listing and one fetch run at a time.
 * Thread-safe.
 */
final class Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    private final Remote remote;
    private final Supplier<Mirror> mirror;
    private final Executor executor;
    private final Rounds<String, Map<String, GitException>> fetches;
    private final Rounds<Set<String>, RemoteRefs> listings;

    Upstream(Remote remote, Supplier<Mirror> mirror, Executor executor) {
        this.remote = remote;
        this.mirror = mirror;
        this.executor = executor;
        this.fetches = new Rounds<>(executor, this::fetchAll);
        this.listings = new Rounds<>(executor, this::listAll);
    }

    /** The refs as they are after this call began. */
    CompletableFuture<RemoteRefs> list(Set<String> others) {
        return listings.await(Set.copyOf(others));
    }

    /** Done when the commit is in the mirror; fails with the reason why it is not. */
    CompletableFuture<Void> fetch(String commit) {
        return fetches.join(commit).thenAccept(failures -> {
            var failure = failures.get(commit);
            if (failure != null) {
                throw failure;
            }
        });
    }

    /** All branches and tags, as they are after this call began. */
    CompletableFuture<Void> fetchBranchesAndTags() {
        return fetches.await("").thenAccept(failures -> {
            var failure = failures.get("");
            if (failure != null) {
                throw failure;
            }
        });
    }

    boolean isIdle() {
        return fetches.isIdle() && listings.isIdle();
    }

    private RemoteRefs listAll(Set<Set<String>> wanted) {
        var others = new HashSet<String>();
        wanted.forEach(others::addAll);
        return remote.list(others);
    }

    /** @return why each commit that is still missing is missing */
    private Map<String, GitException> fetchAll(Set<String> wanted) {
        var target = mirror.get();
        var failures = new HashMap<String, GitException>();
        var everything = wanted.contains("");
        var missing = new HashSet<>(wanted);
        missing.removeIf(commit -> commit.isEmpty() || target.has(commit));
        if (!missing.isEmpty()) {
            failures.putAll(fetchCommits(target, missing));
        }
        var refused = failures.values().stream().anyMatch(failure -> failure.code() == GitErrorCode.REVISION_UNKNOWN);
        if (everything || refused) {
            fetchEverything(target, everything, failures);
        }
        failures.keySet().removeIf(commit -> !commit.isEmpty() && target.has(commit));
        return failures;
    }

    /** One request for all of them; where the server refuses that, one for each, so that a bad one spoils none of the others. */
    private Map<String, GitException> fetchCommits(Mirror target, Set<String> commits) {
        try {
            remote.fetchCommits(target.repository(), commits, target.haves());
            target.remember(commits);
            executor.execute(() -> keep(target, commits));
            return Map.of();
        } catch (GitException failure) {
            if (failure.code() == GitErrorCode.CORRUPT) {
                target.distrust();
            }
            var failures = new HashMap<String, GitException>();
            if (failure.code() != GitErrorCode.REVISION_UNKNOWN || commits.size() == 1) {
                commits.forEach(commit -> failures.put(commit, failure));
                return failures;
            }
            commits.forEach(commit -> failures.putAll(fetchCommits(target, Set.of(commit))));
            return failures;
        }
    }

    /** Off the way of the commit; a ref that is lost with a kill costs a later fetch some bytes, nothing else. */
    private static void keep(Mirror target, Set<String> commits) {
        try {
            target.keep(commits);
        } catch (GitException failure) {
            LOG.atWarn()
                    .addKeyValue("repository", target.url())
                    .setCause(failure)
                    .log("A fetched commit could not be noted in its mirror");
        }
    }

    /** For servers that give out only what a branch or tag names, and commits behind those. */
    private void fetchEverything(Mirror target, boolean asked, Map<String, GitException> failures) {
        try {
            remote.fetchBranchesAndTags(target.repository());
        } catch (GitException failure) {
            if (asked) {
                failures.put("", failure);
            }
            failures.replaceAll((_, before) -> before.code() == GitErrorCode.REVISION_UNKNOWN ? failure : before);
        }
    }
}
