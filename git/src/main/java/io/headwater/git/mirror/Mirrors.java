package io.headwater.git.mirror;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.GitProtocol;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.revision.RemoteRefs;
import io.headwater.git.revision.Resolution;
import io.headwater.git.revision.TargetRevision;
import io.headwater.git.transport.Connections;
import io.headwater.git.transport.Failures;
import io.headwater.git.transport.IsolatedSystemReader;
import io.headwater.git.transport.LfsServer;
import io.headwater.git.transport.Remote;
import io.headwater.git.tree.ChangedPaths;
import io.headwater.git.tree.CommitInfo;
import io.headwater.git.tree.CommitTree;
import io.headwater.git.tree.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The Git repositories that one process reads: a bare mirror of each, however many applications use it, in a folder that no other process
 * uses. Thread-safe; every method may wait for a server, within the limits, and holds no lock meanwhile. Whatever is asked for at the same
 * time by several threads is done once.
 *
 * <p>The folder is a copy and nothing else: it may be deleted while no process uses it, and survives a kill at any moment.
 *
 * <p>Whoever may name a URL here may read its mirror: whether an application may use a repository is decided before, by its project.
 */
public final class Mirrors implements AutoCloseable {

    private final GitLimits limits;
    private final MirrorFolder folder;
    private final Connections connections;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("git-", 0).factory());
    private final ConcurrentMap<RepositoryUrl, Mirror> mirrors = new ConcurrentHashMap<>();
    private final Map<Way, Upstream> upstreams = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    private record Way(RepositoryUrl url, RepositoryAccess access) {}

    private Mirrors(GitLimits limits, MirrorFolder folder) {
        this.limits = limits;
        this.folder = folder;
        this.connections = new Connections(limits);
    }

    /**
     * Takes a folder into use.
     *
     * @throws GitException {@link GitErrorCode#IN_USE} if another process has it, {@link GitErrorCode#STORAGE} if it cannot be written
     */
    public static Mirrors open(Path root, GitLimits limits) {
        IsolatedSystemReader.install();
        return new Mirrors(limits, MirrorFolder.open(root));
    }

    /** The branches and tags as they are on the server after this call began. */
    public RemoteRefs remoteRefs(RepositoryUrl url, RepositoryAccess access) {
        return remoteRefs(url, access, Set.of());
    }

    /**
     * The branches, the tags, and other refs as they are on the server after this call began.
     *
     * @param others full names or prefixes, such as {@code refs/pull/1/head}
     */
    public RemoteRefs remoteRefs(RepositoryUrl url, RepositoryAccess access, Set<String> others) {
        return await(url, access, upstream -> upstream.list(others));
    }

    /**
     * What a target revision stands for now. A full commit id is taken at its word, without asking anybody; for an abbreviated one the
     * branches and tags are fetched if the mirror does not know it. Never returns {@link Resolution.Abbreviated}.
     */
    public Resolution resolve(RepositoryUrl url, RepositoryAccess access, TargetRevision target) {
        if (target.commit().isPresent()) {
            return new Resolution.Resolved(target.commit().get(), Resolution.How.COMMIT, "");
        }
        var others = target.text().startsWith("refs/") ? Set.of(target.text()) : Set.<String>of();
        return switch (target.resolve(remoteRefs(url, access, others))) {
            case Resolution.Abbreviated(var prefix) -> expand(url, access, prefix);
            case Resolution.Resolved resolved -> resolved;
            case Resolution.Unknown unknown -> unknown;
        };
    }

    private Resolution expand(RepositoryUrl url, RepositoryAccess access, String prefix) {
        var known = mirror(url).expand(prefix);
        if (known.isEmpty()) {
            await(url, access, Upstream::fetchBranchesAndTags);
            known = mirror(url).expand(prefix);
        }
        return known.<Resolution>map(sha -> new Resolution.Resolved(sha, Resolution.How.COMMIT, ""))
                .orElseGet(() -> new Resolution.Unknown("The repository has no branch or tag '" + prefix
                        + "', and no or several commits that start so. Use the full commit id."));
    }

    /**
     * Makes a commit readable: nothing is asked of the server if it is there already, else just this commit, with what it needs.
     *
     * @param sha the full commit id
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if the server does not have it, or another code if it cannot be asked
     */
    public Presence fetch(RepositoryUrl url, RepositoryAccess access, String sha) {
        if (!ObjectId.isId(sha)) {
            throw new IllegalArgumentException(
                    "a full commit id is needed, and was resolved before; got '" + sha + "'");
        }
        if (mirror(url).has(sha)) {
            return Presence.ALREADY_THERE;
        }
        await(url, access, upstream -> upstream.fetch(sha));
        return Presence.FETCHED;
    }

    /**
     * The files of a commit that was fetched.
     *
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if it was not
     */
    public CommitTree tree(RepositoryUrl url, String sha) {
        return CommitTree.of(sha, mirror(url), limits);
    }

    /**
     * The files of a commit that was fetched, with the content of files kept in Git LFS if {@link RepositoryAccess#lfs()} says so; that is
     * downloaded when it is read.
     *
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if it was not
     */
    public CommitTree tree(RepositoryUrl url, RepositoryAccess access, String sha) {
        var mirror = mirror(url);
        var tree = CommitTree.of(sha, mirror, limits);
        if (!access.lfs()) {
            return tree;
        }
        var server = new LfsServer(url, access, limits, connections, LfsConfig.urlIn(tree));
        return tree.replacingPointers(new LfsStore(mirror.directory(), server));
    }

    /**
     * The same, with submodules as if they were directories; each is fetched when a path first leads into it.
     *
     * @param submoduleAccess how to reach a submodule's repository; called on the reading thread
     */
    public CommitTree tree(
            RepositoryUrl url,
            RepositoryAccess access,
            String sha,
            Function<RepositoryUrl, RepositoryAccess> submoduleAccess) {
        var opened = new ConcurrentHashMap<String, CommitTree>();
        return tree(url, access, sha).entering((repository, commit) -> {
            var key = repository.identity() + "@" + commit;
            var known = opened.get(key);
            if (known != null) {
                return known;
            }
            var reached = submoduleAccess.apply(repository);
            fetch(repository, reached, commit);
            var tree = tree(repository, reached, commit);
            opened.put(key, tree);
            return tree;
        });
    }

    /** @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if it was not fetched */
    public CommitInfo commit(RepositoryUrl url, String sha) {
        return new History(mirror(url)).commit(sha);
    }

    /**
     * Where two fetched commits differ.
     *
     * @param most how many paths are wanted at most
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if either was not fetched
     */
    public ChangedPaths changedPaths(RepositoryUrl url, String from, String to, int most) {
        return new History(mirror(url)).changedPaths(from, to, most);
    }

    /** Deletes the mirror of a repository that nobody uses any more; the next use starts anew. */
    public void forget(RepositoryUrl url) {
        mirrors.compute(url, (_, mirror) -> {
            if (mirror != null) {
                mirror.close();
            }
            discard(url);
            return null;
        });
    }

    private Mirror mirror(RepositoryUrl url) {
        var known = mirrors.get(url);
        return known != null && !known.isDamaged() ? known : mirrors.compute(url, this::usable);
    }

    private Mirror usable(RepositoryUrl url, @Nullable Mirror known) {
        if (closed) {
            throw new GitException(
                    GitErrorCode.CLOSED, "The mirror of " + url + " is closed, since this process stops.");
        }
        if (known != null && !known.isDamaged()) {
            return known;
        }
        if (known != null) {
            known.close();
            discard(url);
        }
        return Mirror.open(folder, url);
    }

    private void discard(RepositoryUrl url) {
        try {
            folder.discard(folder.pathOf(url));
        } catch (IOException failure) {
            throw new GitException(
                    GitErrorCode.STORAGE, "The mirror of " + url + " cannot be deleted: " + failure + ".", failure);
        }
    }

    /** No mirror may be made of another one, since that would hand out what its credentials guard. */
    private void checkSource(RepositoryUrl url) {
        try {
            var path = url.protocol() == GitProtocol.FILE ? Path.of(url.path()) : Path.of("/");
            if (Files.exists(path) && folder.holds(path)) {
                throw new GitException(
                        GitErrorCode.PERMISSION,
                        "The URL " + url + " leads to another repository's mirror. Use that repository's own URL.");
            }
        } catch (IOException failure) {
            throw Failures.of("Looking at", url, failure);
        }
    }

    private <T> T await(RepositoryUrl url, RepositoryAccess access, Function<Upstream, CompletableFuture<T>> request) {
        var way = new Way(url, access);
        try {
            var outcome = request(way, request);
            waiting.incrementAndGet();
            try {
                return outcome.get();
            } finally {
                waiting.decrementAndGet();
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new GitException(GitErrorCode.CLOSED, "Waiting for " + url + " was given up.", interruption);
        } catch (RejectedExecutionException stopping) {
            throw new GitException(
                    GitErrorCode.CLOSED, "The mirror of " + url + " is closed, since this process stops.", stopping);
        } catch (ExecutionException failure) {
            throw rethrown(url, failure);
        } finally {
            forgetIfIdle(way);
        }
    }

    private <T> CompletableFuture<T> request(Way way, Function<Upstream, CompletableFuture<T>> request) {
        synchronized (upstreams) {
            return request.apply(upstreams.computeIfAbsent(way, this::upstream));
        }
    }

    private Upstream upstream(Way way) {
        checkSource(way.url());
        return new Upstream(
                new Remote(way.url(), way.access(), limits, connections), () -> mirror(way.url()), executor);
    }

    /** Credentials that were replaced must not stay in memory. */
    private void forgetIfIdle(Way way) {
        synchronized (upstreams) {
            upstreams.computeIfPresent(way, (_, upstream) -> upstream.isIdle() ? null : upstream);
        }
    }

    /** How many threads wait for a server now, alone or together; a gauge. */
    public int waiting() {
        return waiting.get();
    }

    /** How many servers something is being asked of. */
    int upstreams() {
        synchronized (upstreams) {
            return upstreams.size();
        }
    }

    /** A new exception for each waiting thread, so that each has its own stack; the first cause is kept. */
    private GitException rethrown(RepositoryUrl url, ExecutionException failure) {
        if (closed) {
            return new GitException(
                    GitErrorCode.CLOSED, "Reading " + url + " was given up, since this process stops.", failure);
        }
        if (failure.getCause() instanceof GitException known) {
            return new GitException(known.code(), String.valueOf(known.getMessage()), known);
        }
        return Failures.of("Reading", url, failure);
    }

    /** Gives up what is under way, stops every thread, and frees the folder. */
    @Override
    public void close() {
        closed = true;
        connections.close();
        executor.shutdownNow();
        executor.close();
        mirrors.values().forEach(Mirror::close);
        mirrors.clear();
        folder.close();
    }
}
