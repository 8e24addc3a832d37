package io.headwater.git.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/** A command on an ssh server, in the form of a process, which is what JGit wants. */
final class SshProcess extends Process {

    private static final Set<ClientChannelEvent> ENDED =
            EnumSet.of(ClientChannelEvent.CLOSED, ClientChannelEvent.EXIT_STATUS);

    private final ChannelExec channel;

    SshProcess(ChannelExec channel) {
        this.channel = channel;
    }

    @Override
    public OutputStream getOutputStream() {
        return channel.getInvertedIn();
    }

    @Override
    public InputStream getInputStream() {
        return channel.getInvertedOut();
    }

    @Override
    public InputStream getErrorStream() {
        return channel.getInvertedErr();
    }

    @Override
    public int waitFor() {
        channel.waitFor(ENDED, Duration.ZERO);
        return exitValue();
    }

    @Override
    public boolean waitFor(long time, TimeUnit unit) {
        var events = channel.waitFor(ENDED, Duration.ofNanos(Math.max(1, unit.toNanos(time))));
        return events.stream().anyMatch(ENDED::contains);
    }

    /** -1 for a command that ended without saying how. */
    @Override
    public int exitValue() {
        var status = channel.getExitStatus();
        if (status == null && channel.isOpen()) {
            throw new IllegalThreadStateException("the command still runs");
        }
        return status == null ? -1 : status;
    }

    @Override
    public void destroy() {
        channel.close(true);
    }
}
