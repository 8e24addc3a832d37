package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.revision.RemoteRefs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** A repository on its server. Thread-safe; each call is a conversation of its own, bounded by the limits, over pooled connections. */
public final class Remote {

    /** Where a mirror keeps the server's branches and tags, when they were fetched. */
    public static final String KEPT_BRANCHES = "refs/headwater/heads/";

    public static final String KEPT_TAGS = "refs/headwater/tags/";

    private final RepositoryUrl url;
    private final RepositoryAccess access;
    private final GitLimits limits;
    private final HttpClients clients;

    public Remote(RepositoryUrl url, RepositoryAccess access, GitLimits limits, HttpClients clients) {
        this.url = url;
        this.access = access;
        this.limits = limits;
        this.clients = clients;
    }

    /**
     * Asks for branches, tags and HEAD, and for the other refs named.
     *
     * @param others full names or prefixes of refs that are neither branches nor tags
     */
    public RemoteRefs list(Set<String> others) {
        try (var transport = open(null);
                var connection = transport.openFetch(listed(), prefixes(others))) {
            return refs(connection, others);
        } catch (IOException | RuntimeException failure) {
            throw Failures.of("Listing the branches of", url, failure);
        }
    }

    private static List<RefSpec> listed() {
        return List.of(new RefSpec("refs/heads/*:refs/heads/*"), new RefSpec("refs/tags/*:refs/tags/*"));
    }

    private static String[] prefixes(Set<String> others) {
        var all = new ArrayList<>(others);
        all.add(Constants.HEAD);
        return all.toArray(String[]::new);
    }

    private RemoteRefs refs(FetchConnection connection, Set<String> others) {
        var commits = new TreeMap<String, String>();
        for (var ref : connection.getRefs()) {
            if (isWanted(ref.getName(), others)) {
                put(commits, ref);
            }
            if (commits.size() > limits.refs()) {
                throw new GitException(
                        GitErrorCode.TOO_LARGE,
                        "Listing the branches of " + url + " failed: there are more than " + limits.refs()
                                + " branches and tags.");
            }
        }
        var head = connection.getRef(Constants.HEAD);
        var branch = head != null && head.isSymbolic() ? head.getTarget().getName() : "";
        var name = branch.startsWith(Constants.R_HEADS) ? branch.substring(Constants.R_HEADS.length()) : null;
        return new RemoteRefs(head == null ? null : commitOf(head), name, commits);
    }

    private static boolean isWanted(String name, Set<String> others) {
        return name.startsWith(Constants.R_HEADS)
                || name.startsWith(Constants.R_TAGS)
                || others.stream().anyMatch(name::startsWith);
    }

    private static void put(SortedMap<String, String> commits, Ref ref) {
        var commit = commitOf(ref);
        if (commit != null) {
            commits.put(ref.getName(), commit);
        }
    }

    private static @Nullable String commitOf(Ref ref) {
        var id = ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
        return id == null ? null : id.name();
    }

    /**
     * Brings commits, by their ids, with all they need into a mirror.
     *
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if the server refuses one of them, and nothing is brought then
     */
    public void fetchCommits(Repository mirror, Collection<String> commits) {
        fetch(mirror, commits.stream().map(RefSpec::new).toList(), false);
    }

    /** Brings all branches and tags, under {@link #KEPT_BRANCHES} and {@link #KEPT_TAGS}; those gone from the server go from there too. */
    public void fetchBranchesAndTags(Repository mirror) {
        var wanted = List.of(
                new RefSpec("+refs/heads/*:" + KEPT_BRANCHES + "*"), new RefSpec("+refs/tags/*:" + KEPT_TAGS + "*"));
        fetch(mirror, wanted, true);
    }

    private void fetch(Repository mirror, List<RefSpec> wanted, boolean prune) {
        var deadline = Deadline.in(limits.transfer());
        try (var transport = open(mirror)) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setFetchThin(true);
            transport.setRemoveDeletedRefs(prune);
            if (access.depth() > 0) {
                transport.setDepth(access.depth());
            }
            transport.fetch(new Patience(deadline), wanted);
        } catch (IOException | RuntimeException failure) {
            throw Failures.of("Fetching from", url, failure);
        }
        if (deadline.isPast()) {
            throw new GitException(
                    GitErrorCode.TIMEOUT,
                    "Fetching from " + url + " failed: it took more than "
                            + limits.transfer().toSeconds() + " s.");
        }
    }

    private Transport open(@Nullable Repository mirror) throws IOException {
        var transport = transport(mirror);
        if (transport instanceof TransportHttp http) {
            var deadline = Deadline.in(limits.transfer());
            http.setHttpConnectionFactory(new HttpRemote(clients.clientFor(access), url, access, limits, deadline));
        }
        return transport;
    }

    private Transport transport(@Nullable Repository mirror) throws IOException {
        try {
            var location = new URIish(url.location());
            return mirror == null ? Transport.open(location) : Transport.open(mirror, location);
        } catch (URISyntaxException failure) {
            throw new TransportException("the URL is not well-formed", failure);
        }
    }

    /** Ends JGit's work on a pack that comes too slowly. */
    private static final class Patience extends EmptyProgressMonitor {
        private final Deadline deadline;

        Patience(Deadline deadline) {
            this.deadline = deadline;
        }

        @Override
        public boolean isCancelled() {
            return deadline.isPast() || Thread.currentThread().isInterrupted();
        }
    }
}
