package io.headwater.git.transport;

import io.headwater.git.GitLimits;

/** All open connections of one process to Git servers. Thread-safe. */
public final class Connections implements AutoCloseable {

    private final HttpClients http;
    private final SshClients ssh;

    public Connections(GitLimits limits) {
        this.http = new HttpClients(limits);
        this.ssh = new SshClients(limits);
    }

    public HttpClients http() {
        return http;
    }

    SshClients ssh() {
        return ssh;
    }

    /** Ends what is under way, and every thread. */
    @Override
    public void close() {
        http.close();
        ssh.close();
    }
}
