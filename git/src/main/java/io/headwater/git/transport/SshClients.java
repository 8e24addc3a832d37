package io.headwater.git.transport;

import io.headwater.git.GitLimits;
import io.headwater.git.GitProtocol;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * The ssh connections of one process, kept open for a while between fetches, since making one costs several round trips and the better part
 * of a fetch. Thread-safe; no thread runs before the first connection. Nothing of this machine's ssh configuration, keys or agent is used.
 */
public final class SshClients implements AutoCloseable {

    private static final Duration KEPT_OPEN = Duration.ofMinutes(2);
    private static final AttributeKey<HostKeys> HOST_KEYS = new AttributeKey<>();

    private final GitLimits limits;
    private final ConcurrentMap<Way, ClientSession> sessions = new ConcurrentHashMap<>();
    private @Nullable SshClient client;
    private boolean closed;

    private record Way(String user, String host, int port, RepositoryAccess access) {}

    public SshClients(GitLimits limits) {
        this.limits = limits;
    }

    /** A connection that is open and logged in, as far as one can know. */
    ClientSession sessionFor(RepositoryUrl url, RepositoryAccess access) throws IOException {
        var way = way(url, access);
        var known = sessions.get(way);
        if (known != null && known.isOpen()) {
            return known;
        }
        var fresh = connect(url, way);
        sessions.put(way, fresh);
        fresh.addCloseFutureListener(_ -> sessions.remove(way, fresh));
        return fresh;
    }

    /** Not to be used again, since something was wrong with it. */
    void discard(ClientSession session) {
        sessions.values().remove(session);
        session.close(true);
    }

    private static Way way(RepositoryUrl url, RepositoryAccess access) {
        var user = url.user().isEmpty() ? "git" : url.user();
        return new Way(user, url.host(), url.port().orElse(GitProtocol.SSH.defaultPort()), access);
    }

    private ClientSession connect(RepositoryUrl url, Way way) throws IOException {
        var keys = SshKeys.of(url, way.access().credentials());
        var hostKeys = new HostKeys(
                way.host(), way.port(), way.access().knownHosts(), way.access().ignoreHostKey());
        var context = AttributeRepository.ofKeyValuePair(HOST_KEYS, hostKeys);
        var session = started()
                .connect(way.user(), way.host(), way.port(), context, null)
                .verify(limits.connect())
                .getSession();
        try {
            session.setUserAuthFactoriesNames("publickey");
            keys.forEach(session::addPublicKeyIdentity);
            session.auth().verify(limits.idle());
            return session;
        } catch (IOException | RuntimeException failure) {
            session.close(true);
            if (hostKeys.refusal().isPresent()) {
                throw new HostKeyRefusal(hostKeys.refusal().get(), failure);
            }
            throw failure;
        }
    }

    private synchronized SshClient started() throws IOException {
        if (closed) {
            throw new IOException("this process stops");
        }
        if (client == null) {
            var fresh = SshClient.setUpDefaultClient();
            fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            fresh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            fresh.setServerKeyVerifier(SshClients::accepts);
            fresh.addSessionListener(new KnownKeysFirst());
            CoreModuleProperties.IDLE_TIMEOUT.set(fresh, KEPT_OPEN);
            CoreModuleProperties.NIO2_READ_TIMEOUT.set(fresh, KEPT_OPEN.plus(KEPT_OPEN));
            CoreModuleProperties.AUTH_TIMEOUT.set(fresh, limits.idle());
            CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(fresh, limits.idle());
            fresh.start();
            client = fresh;
        }
        return client;
    }

    private static boolean accepts(ClientSession session, SocketAddress server, PublicKey key) {
        return hostKeys(session).accepts(key);
    }

    private static HostKeys hostKeys(ClientSession session) {
        return Objects.requireNonNull(
                session.getConnectionContext().getAttribute(HOST_KEYS),
                "every session is connected with its host keys");
    }

    @Override
    public void close() {
        SshClient running;
        synchronized (this) {
            closed = true;
            running = client;
            client = null;
        }
        if (running != null) {
            List.copyOf(sessions.values()).forEach(session -> session.close(true));
            running.stop();
        }
    }

    /** Moves the kinds of keys that are known of a server to the front of those offered to it. */
    private static final class KnownKeysFirst implements SessionListener {
        @Override
        public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
            if (session instanceof ClientSession clientSession) {
                proposal.computeIfPresent(KexProposalOption.SERVERKEYS, (_, offered) -> {
                    var all = List.of(offered.split(","));
                    var ordered = new LinkedHashSet<>(hostKeys(clientSession).knownTypes());
                    ordered.retainAll(all);
                    ordered.addAll(all);
                    return String.join(",", ordered);
                });
            }
        }
    }
}
