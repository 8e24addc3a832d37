package io.headwater.testcluster;

import io.headwater.testcluster.ControlPlane.Options;
import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Control planes for a whole build: {@code TestClusterMain RUN_DIRECTORY [NAME…]}, with the names {@code one} and {@code two} when none are given.
 *
 * <p>Each runs in {@code RUN_DIRECTORY/NAME}, with its {@code kubeconfig.yaml} and {@code audit.log}. Prints a line for each and then {@code ready};
 * tests that run with {@code HEADWATER_TESTCLUSTER_RUN=RUN_DIRECTORY} use them. SIGTERM stops them. Exit codes: 2 for wrong use, 20 when they could
 * not start, with the reason on stderr.
 */
public final class TestClusterMain {

    private static final int WRONG_USE = 2;
    private static final int NOT_STARTED = 20;

    private TestClusterMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 0) {
            end(WRONG_USE, "usage: TestClusterMain RUN_DIRECTORY [NAME...]");
        }
        var names = arguments.length == 1
                ? List.of("one", "two")
                : Arrays.stream(arguments).skip(1).toList();
        try {
            switch (ControlPlaneBinaries.locate()) {
                case Lookup.Found(var binaries, var origin) -> run(binaries, origin, Path.of(arguments[0]), names);
                case Lookup.Missing(var reason) -> end(NOT_STARTED, reason);
            }
        } catch (TestClusterException e) {
            end(NOT_STARTED, String.valueOf(e.getMessage()));
        }
    }

    private static void run(ControlPlaneBinaries binaries, String origin, Path runDirectory, List<String> names)
            throws InterruptedException {
        System.out.println("binaries from " + origin);
        var planes = names.stream()
                .map(name -> ControlPlane.start(binaries, runDirectory.resolve(name), Options.forOneRun()))
                .toList();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> planes.parallelStream().forEach(ControlPlane::close), "testcluster-stop"));
        for (var plane : planes) {
            System.out.println(
                    plane.name() + ": kubeconfig " + plane.kubeconfig().file() + ", audit log "
                            + plane.auditLog().file());
        }
        System.out.println("ready");
        new CountDownLatch(1).await();
    }

    private static void end(int code, String message) {
        System.err.println(message);
        System.exit(code);
    }
}
