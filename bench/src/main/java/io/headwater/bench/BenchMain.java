package io.headwater.bench;

import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.ControlPlaneBinaries;
import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import io.headwater.testcluster.git.GitRepository;
import io.headwater.testcluster.git.GitServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * {@code commit}, {@code heal} and {@code fan-out} in one run, on a control plane of its own: {@code BenchMain LAUNCHER [APPLICATIONS]}.
 *
 * <p>Every time is taken outside of Headwater: from the webhook's sending, or the change by hand, to the moment a watch shows the object as it should be.
 */
public final class BenchMain {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROUNDS = 30;
    private static final int HEALS = 10;
    private static final int WRITERS = 8;

    private final Fleet fleet;
    private final GitRepository repository;
    private final HeadwaterProcess headwater;
    private final LiveValues live;
    private final PrintStream out;

    private BenchMain(Fleet fleet, HeadwaterProcess headwater, LiveValues live, PrintStream out) {
        this.fleet = fleet;
        this.repository = fleet.repository();
        this.headwater = headwater;
        this.live = live;
        this.out = out;
    }

    /** Runs all benchmarks and prints a table. */
    public static void main(String[] arguments) throws IOException {
        var launcher = Path.of(arguments[0]).toAbsolutePath();
        var size = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        var folder = Files.createTempDirectory("headwater-bench");
        var binaries =
                switch (ControlPlaneBinaries.locate()) {
                    case Lookup.Found found -> found.binaries();
                    case Lookup.Missing missing -> throw new IllegalStateException(missing.reason());
                };
        try (var plane = ControlPlane.start(binaries, folder.resolve("hub"), ControlPlane.Options.forOneRun());
                var git = GitServer.start(folder.resolve("git"));
                var cluster =
                        ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null);
                var headwater = HeadwaterProcess.start(
                        launcher, plane.kubeconfig().file(), Files.createDirectories(folder.resolve("data")), 18_090);
                var live = new LiveValues(cluster)) {
            var fleet = new Fleet(size, git.create("fleet"), cluster);
            new BenchMain(fleet, headwater, live, System.out).run();
        }
    }

    private void run() {
        out.println("| work | time |");
        out.println("|---|---|");
        onboard();
        commit();
        heal();
        fanOut();
        bare();
        row("memory of the process, broker included", "%d MiB".formatted(headwater.residentMebibytes()));
    }

    private void onboard() {
        fleet.commit("start", fleet.size());
        var began = System.nanoTime();
        fleet.create();
        row(
                "onboarding %d applications".formatted(fleet.size()),
                since(began, live.await(fleet.size(), "start"::equals, PATIENCE)));
    }

    private void commit() {
        row("webhook to live change, one of %d applications".formatted(fleet.size()), measured(ROUNDS, round -> {
            var value = "commit-" + round;
            var commit = fleet.commit(value, 1);
            headwater.push(repository.uri().toString(), commit);
            live.await(1, value::equals, PATIENCE);
        }));
    }

    private void heal() {
        var right = "commit-" + (ROUNDS - 1);
        row("heal, %d times in a row".formatted(HEALS), measured(HEALS, round -> {
            fleet.spoil(0, "spoilt-" + round);
            live.await(1, value -> value.equals("spoilt-" + round), PATIENCE);
            live.await(1, right::equals, PATIENCE);
        }));
    }

    private void fanOut() {
        var commit = fleet.commit("fan-out", fleet.size());
        var began = System.nanoTime();
        headwater.push(repository.uri().toString(), commit);
        row(
                "one commit that changes all %d".formatted(fleet.size()),
                since(began, live.await(fleet.size(), "fan-out"::equals, PATIENCE)));
    }

    /** The API server's own limit: as many writes of the same size, by as many writers at a time as the applier has. */
    private void bare() {
        var began = System.nanoTime();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (var number = 0; number < fleet.size(); number++) {
                var target = number;
                writers.execute(() -> fleet.writeBare(target, "bare"));
            }
        }
        row("the bare API server, %d writes".formatted(fleet.size()), since(began, System.nanoTime()));
        row("the bare API server, one write", measured(ROUNDS, round -> fleet.writeBare(0, "one-" + round)));
    }

    private static String measured(int rounds, IntConsumer round) {
        var times = new long[rounds];
        for (var number = 0; number < rounds; number++) {
            var began = System.nanoTime();
            round.accept(number);
            times[number] = System.nanoTime() - began;
        }
        Arrays.sort(times);
        return "median %.1f ms, worst %.1f ms".formatted(times[rounds / 2] / 1e6, times[rounds - 1] / 1e6);
    }

    private static String since(long began, long ended) {
        return "%.2f s".formatted((ended - began) / 1e9);
    }

    private void row(String work, String time) {
        out.printf("| %s | %s |%n", work, time);
    }
}
