package io.headwater.testcluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of a control plane. Known by the run directory alone, so that any process can stop it and start it again. */
record ComponentProcess(Component component, RunDirectory files) {

    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    /**
     * Starts it by the command that the run directory remembers.
     *
     * @param tied whether it ends with this process
     * @throws IllegalStateException when it runs
     */
    void start(boolean tied) {
        if (running()) {
            throw new IllegalStateException(component + " of " + files.path() + " runs already");
        }
        var process = Children.start(files.commandOf(component), Map.of(), files.logOf(component), tied);
        files.rememberProcess(component, process.pid());
    }

    boolean running() {
        return files.processOf(component).isPresent();
    }

    /** SIGTERM, and SIGKILL if it is still there after the limit. Returns when it is gone. */
    void terminate(Duration limit) {
        files.processOf(component).ifPresent(process -> {
            Children.signal(process, "CONT");
            process.destroy();
            if (!ended(process, limit)) {
                kill();
            }
        });
    }

    /** SIGKILL. Returns when it is gone. */
    void kill() {
        files.processOf(component).ifPresent(process -> {
            process.destroyForcibly();
            if (!ended(process, KILL_LIMIT)) {
                throw new IllegalStateException(component + " (process " + process.pid() + ") outlived SIGKILL");
            }
        });
    }

    /** SIGSTOP: it keeps its connections and answers nothing. */
    void pause() {
        files.processOf(component).ifPresent(process -> Children.signal(process, "STOP"));
    }

    /** SIGCONT. */
    void resume() {
        files.processOf(component).ifPresent(process -> Children.signal(process, "CONT"));
    }

    private static boolean ended(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
