package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.revision.RemoteRefs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
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
    private final Connections connections;

    public Remote(RepositoryUrl url, RepositoryAccess access, GitLimits limits, Connections connections) {
        this.url = url;
        this.access = access;
        this.limits = limits;
        this.connections = connections;
    }

    /**
     * Asks for branches, tags and HEAD, and for the other refs named; in one request where the server is known to speak version 2.
     *
     * @param others full names or prefixes of refs that are neither branches nor tags
     */
    public RemoteRefs list(Set<String> others) {
        var listing = new RefListing(url, limits, others);
        try {
            if (speaksVersion2()) {
                quick(protocol -> protocol.listRefs(listing.prefixes(), listing));
            } else {
                listThroughJGit(listing);
            }
            return listing.refs();
        } catch (IOException | RuntimeException failure) {
            throw Failures.of("Listing the branches of", url, failure);
        }
    }

    private void listThroughJGit(RefListing listing) throws IOException {
        throughJGit(null, deadline(), transport -> {
            try (var connection =
                    transport.openFetch(RefListing.SPECS, listing.prefixes().toArray(String[]::new))) {
                for (var ref : connection.getRefs()) {
                    listing.accept(ref);
                }
            }
        });
    }

    /**
     * Brings commits, by their ids, with all they need into a mirror; in one request where the server is known to speak version 2.
     *
     * @param haves commits that the mirror holds with all their history, the latest first; more than a few dozen do not help
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if the server refuses one of them, and nothing is brought then
     */
    public void fetchCommits(Repository mirror, Collection<String> commits, Collection<String> haves) {
        try {
            if (access.depth() == 0
                    && mirror.getObjectDatabase().getShallowCommits().isEmpty()
                    && speaksVersion2()) {
                quick(protocol -> {
                    try (var pack = protocol.fetch(commits, haves)) {
                        new PackReceiver(mirror, new Patience(deadline())).receive(pack);
                    }
                });
            } else {
                fetchThroughJGit(mirror, commits.stream().map(RefSpec::new).toList(), false);
            }
        } catch (IOException | RuntimeException failure) {
            throw Failures.of("Fetching from", url, failure);
        }
    }

    /** Brings all branches and tags, under {@link #KEPT_BRANCHES} and {@link #KEPT_TAGS}; those gone from the server go from there too. */
    public void fetchBranchesAndTags(Repository mirror) {
        var wanted = List.of(
                new RefSpec("+refs/heads/*:" + KEPT_BRANCHES + "*"), new RefSpec("+refs/tags/*:" + KEPT_TAGS + "*"));
        try {
            fetchThroughJGit(mirror, wanted, true);
        } catch (IOException | RuntimeException failure) {
            throw Failures.of("Fetching from", url, failure);
        }
    }

    private interface Question {
        void ask(ProtocolV2 protocol) throws IOException;
    }

    /** What the server was found to speak is asked again after a failure that may come from its having changed. */
    private void quick(Question question) throws IOException {
        try {
            question.ask(new ProtocolV2(conversation(deadline()), url.location()));
        } catch (IOException | RuntimeException failure) {
            connections.http().forgetVersion2(url);
            throw failure;
        }
    }

    private boolean speaksVersion2() throws IOException {
        if (!url.protocol().isHttp()) {
            return false;
        }
        var known = connections.http().speaksVersion2(url);
        if (known.isPresent()) {
            return known.get();
        }
        var spoken = new ProtocolV2(conversation(deadline()), url.location()).isSpoken();
        connections.http().learnVersion2(url, spoken);
        return spoken;
    }

    private void fetchThroughJGit(Repository mirror, List<RefSpec> wanted, boolean prune) throws IOException {
        var deadline = deadline();
        throughJGit(mirror, deadline, transport -> {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setFetchThin(true);
            transport.setRemoveDeletedRefs(prune);
            if (access.depth() > 0) {
                transport.setDepth(access.depth());
            }
            transport.fetch(new Patience(deadline), wanted);
        });
        if (deadline.isPast()) {
            throw Failures.of(
                    "Fetching from",
                    url,
                    GitErrorCode.TIMEOUT,
                    "it took more than " + limits.transfer().toSeconds() + " s",
                    null);
        }
    }

    private interface Work {
        void with(Transport transport) throws IOException;
    }

    private void throughJGit(@Nullable Repository mirror, Deadline deadline, Work work) throws IOException {
        try (var transport = transport(mirror)) {
            switch (transport) {
                case TransportHttp http -> http.setHttpConnectionFactory(conversation(deadline));
                case SshTransport ssh -> {
                    ssh.setSshSessionFactory(new SshSessions(connections.ssh(), url, access, limits));
                    ssh.setTimeout((int) Math.max(1, limits.idle().toSeconds()));
                }
                default -> {}
            }
            work.with(transport);
        } catch (IOException | RuntimeException failure) {
            connections.http().forgetVersion2(url);
            throw failure;
        }
    }

    private Deadline deadline() {
        return Deadline.in(limits.transfer());
    }

    private HttpRemote conversation(Deadline deadline) {
        return new HttpRemote(connections.http().clientFor(access), url, access, limits, deadline);
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
