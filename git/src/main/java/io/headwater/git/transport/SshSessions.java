package io.headwater.git.transport;

import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Gives JGit's ssh transport the pooled connections to one repository's server. */
final class SshSessions extends SshSessionFactory {

    private final SshClients clients;
    private final RepositoryUrl url;
    private final RepositoryAccess access;
    private final GitLimits limits;

    SshSessions(SshClients clients, RepositoryUrl url, RepositoryAccess access, GitLimits limits) {
        this.clients = clients;
        this.url = url;
        this.access = access;
        this.limits = limits;
    }

    @Override
    public RemoteSession2 getSession(URIish target, @Nullable CredentialsProvider nobody, FS files, int milliseconds)
            throws TransportException {
        try {
            clients.sessionFor(url, access);
            return new Pooled();
        } catch (IOException failure) {
            throw new TransportException(String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public String getType() {
        return "headwater";
    }

    /** What a command prints, which must come at once and be short. */
    byte[] output(String command, int mostBytes) throws IOException {
        var process = new Pooled().exec(command, 0);
        try {
            if (!process.waitFor(limits.idle().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedIOException("no answer to " + command.substring(0, command.indexOf(' ')));
            }
            return process.getInputStream().readNBytes(mostBytes);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + url.host());
        } finally {
            process.destroy();
        }
    }

    private final class Pooled implements RemoteSession2 {

        @Override
        public Process exec(String command, int seconds) throws IOException {
            return exec(command, Map.of(), seconds);
        }

        /** The server may have closed a kept connection without our having noticed; then a new one is made, once. */
        @Override
        public Process exec(String command, Map<String, String> environment, int seconds) throws IOException {
            var session = clients.sessionFor(url, access);
            try {
                return start(session.createExecChannel(command, null, environment));
            } catch (IOException stale) {
                clients.discard(session);
                return start(clients.sessionFor(url, access).createExecChannel(command, null, environment));
            }
        }

        private Process start(ChannelExec channel) throws IOException {
            try {
                channel.open().verify(limits.idle());
                return new SshProcess(channel);
            } catch (IOException failure) {
                channel.close(true);
                throw failure;
            }
        }

        /** The connection stays open for the next fetch. */
        @Override
        public void disconnect() {}
    }
}
