package io.headwater.e2e.process;

import io.headwater.testcluster.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own, that can be killed and started again with the same command. It ends with this process, whatever ends that.
 *
 * <p>Safe for use by several threads: a fault proxy kills on the thread that serves a request.
 */
public final class JavaProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** What keeps a JVM small and quick to start. */
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xshare:auto",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /**
     * How a JVM is started.
     *
     * @param name what it is called in messages
     * @param classPath as {@code java -cp} takes it
     * @param mainClass the class that is run
     * @param jvmArguments such as {@code -Xmx160m}
     * @param arguments of the main class
     * @param environment the variables of Headwater; all others are those of this process
     * @param log takes its output, appended to
     */
    public record Command(
            String name,
            String classPath,
            String mainClass,
            List<String> jvmArguments,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {

        public Command {
            jvmArguments = List.copyOf(jvmArguments);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }

        private List<String> line() {
            var line = new ArrayList<String>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(SMALL);
            line.addAll(jvmArguments);
            line.add("-cp");
            line.add(classPath);
            line.add(mainClass);
            line.addAll(arguments);
            return line;
        }
    }

    private final Command command;
    private final Readiness readiness;
    private @Nullable Process process;

    JavaProcess(Command command, Readiness readiness) {
        this.command = command;
        this.readiness = readiness;
    }

    public String name() {
        return command.name();
    }

    /** Starts it; see {@link #awaitReady}. */
    public synchronized void start() {
        if (isRunning()) {
            throw new IllegalStateException(name() + " runs already");
        }
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new IllegalStateException("no place for the log " + command.log(), e);
        }
        process = Children.start(command.line(), command.environment(), command.log(), true);
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Waits until it does its work. */
    public void awaitReady(Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!readiness.isReady()) {
            if (!isRunning()) {
                throw new IllegalStateException(name() + " has ended instead of becoming ready:\n" + logTail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("%s is not ready after %s:\n%s".formatted(name(), limit, logTail()));
            }
            pause(PAUSE);
        }
    }

    /** SIGKILL; returns when it is gone. Does nothing where it is not running. */
    public synchronized void kill() {
        var current = process;
        if (current != null) {
            current.destroyForcibly();
            if (!ended(current, KILL_LIMIT)) {
                throw new IllegalStateException("%s (process %d) outlived SIGKILL".formatted(name(), current.pid()));
            }
        }
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd(Duration limit) {
        Process current;
        synchronized (this) {
            current = process;
        }
        if (current != null && !ended(current, limit)) {
            throw new IllegalStateException("%s still runs after %s".formatted(name(), limit));
        }
    }

    /** SIGTERM; returns when it is gone, by SIGKILL if it takes too long. */
    public synchronized void stop() {
        var current = process;
        if (current != null) {
            Children.signal(current.toHandle(), "CONT");
            current.destroy();
            if (!ended(current, STOP_LIMIT)) {
                kill();
            }
        }
    }

    /** SIGSTOP: it keeps its connections and does nothing, until {@link #resume}. */
    public synchronized void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public synchronized void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (process != null) {
            Children.signal(process.toHandle(), signal);
        }
    }

    /** What is noteworthy at the end of its log. */
    public String logTail() {
        return "%s (%s, %s)\n%s"
                .formatted(name(), isRunning() ? "running" : "not running", command.log(), Logs.tail(command.log()));
    }

    @Override
    public void close() {
        stop();
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for a process", e);
    }
}
