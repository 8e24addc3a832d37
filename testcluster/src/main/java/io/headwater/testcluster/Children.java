package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Starts processes that end with this one, and do not hear its Ctrl-C.
 *
 * <p>Linux ends a child when its parent dies, even by {@code kill -9}, if the child asked for that ({@code setpriv --pdeathsig}). It counts the thread
 * that forked as the parent, not the process, so one thread that never ends starts them all. {@code setsid} takes them out of the terminal's process
 * group: an API server that is interrupted at the same moment as its etcd hangs. Where the two tools (of util-linux) are missing, processes are only
 * ended by their owner.
 */
public final class Children {

    private static final ExecutorService FORKING = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "testcluster-fork");
        thread.setDaemon(true);
        return thread;
    });

    private static final List<String> OWN_SESSION = List.of("setsid");
    private static final List<String> END_WITH_PARENT = List.of("setpriv", "--pdeathsig", "KILL");

    private Children() {}

    /** Whether a child dies with this process whatever happens. */
    public static boolean endWithThisProcess() {
        return onPath("setsid") && onPath("setpriv");
    }

    /**
     * Starts a process.
     *
     * @param environment variables that it has besides those of this process
     * @param log takes its output; appended to
     * @param tied whether it ends with this process, where that can be had
     */
    public static Process start(List<String> command, Map<String, String> environment, Path log, boolean tied) {
        var whole = new ArrayList<String>();
        if (onPath("setsid")) {
            whole.addAll(OWN_SESSION);
        }
        if (tied && onPath("setpriv")) {
            whole.addAll(END_WITH_PARENT);
        }
        whole.addAll(command);
        var builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return FORKING.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new TestClusterException(
                    Code.START_FAILED, "cannot start " + command.getFirst() + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(Code.START_FAILED, "interrupted while starting " + command.getFirst(), e);
        }
    }

    /** Sends a signal that Java has no call for. */
    public static void signal(ProcessHandle process, String signal) {
        try {
            var sent = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (sent != 0 && process.isAlive()) {
                throw new TestClusterException(
                        Code.START_FAILED, "cannot send " + signal + " to process " + process.pid());
            }
        } catch (IOException e) {
            throw new TestClusterException(Code.START_FAILED, "cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(Code.START_FAILED, "interrupted while sending " + signal, e);
        }
    }

    private static boolean onPath(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(entry -> entry.isEmpty() ? Stream.empty() : Stream.of(Path.of(entry, name)))
                .anyMatch(Files::isExecutable);
    }
}
