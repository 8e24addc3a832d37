package io.headwater.bench;

import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.ControlPlaneBinaries;
import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import io.headwater.testcluster.git.GitRepository;
import io.headwater.testcluster.git.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * {@code commit}, {@code heal} and {@code fan-out}, with one application and with many, in one run on a control plane of its own:
 * {@code BenchMain LAUNCHER [APPLICATIONS]}.
 *
 * <p>Every time is taken outside of Headwater: from the webhook's sending, or the change by hand, to the moment a watch shows the object as it should be.
 * Beside it stands what the same writes take when a client sends them straight to the API server, between the same rounds.
 */
public final class BenchMain {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** By then the last Event is written that tells of what was measured. */
    private static final Duration AFTERMATH = Duration.ofMinutes(1);

    private static final int WARM_UP = 10;
    private static final int ROUNDS = 50;
    private static final int HEALS = 10;
    private static final int FAN_OUTS = 5;
    private static final int WRITERS = 8;

    /** Without the audit log that tests read, which holds every request and answer in full. */
    private static final ControlPlane.Options UNAUDITED =
            new ControlPlane.Options(List.of("--audit-log-path="), Duration.ofMinutes(2), true);

    private final ClusterConnection cluster;
    private final HeadwaterProcess headwater;
    private final LiveValues live;
    private final LiveValues revisions;
    private final Report report = new Report();

    private BenchMain(ClusterConnection cluster, HeadwaterProcess headwater, LiveValues live, LiveValues revisions) {
        this.cluster = cluster;
        this.headwater = headwater;
        this.live = live;
        this.revisions = revisions;
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
        try (var plane = ControlPlane.start(binaries, folder.resolve("hub"), UNAUDITED);
                var git = GitServer.start(folder.resolve("git"));
                var cluster =
                        ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null)) {
            var secret = WebhookSigner.install(cluster);
            try (var headwater = HeadwaterProcess.start(
                            launcher,
                            plane.kubeconfig().file(),
                            Files.createDirectories(folder.resolve("data")),
                            secret);
                    var live = LiveValues.ofObjects(cluster);
                    var revisions = LiveValues.ofRevisions(cluster)) {
                var bench = new BenchMain(cluster, headwater, live, revisions);
                bench.measureOne(git.create("one"));
                bench.measureMany(git.create("many"), size);
                bench.report.print(
                        System.out,
                        plane.api().get("/version").path("gitVersion").asText());
            }
        }
    }

    private void measureOne(GitRepository repository) {
        var one = new Fleet("one", 1, repository, cluster);
        onboard(one);
        commits(one);
        heals(one);
    }

    private void measureMany(GitRepository repository, int size) {
        var many = new Fleet("app", size, repository, cluster);
        onboard(many);
        commits(many);
        heals(many);
        fanOut(many);
        report.row(
                "memory of the process, broker included, at %d applications".formatted(size + 1),
                "%d MiB".formatted(headwater.residentMebibytes()));
        headwater.leaveAlone(AFTERMATH);
        report.row(
                "processor of the process while nothing happens",
                "%.1f %% of one core".formatted(headwater.processorPercent(IDLE)));
    }

    private void onboard(Fleet fleet) {
        fleet.commit("start", fleet.size());
        var measured = Timings.of(1, round -> {
            fleet.create();
            live.await(fleet, fleet.size(), "start"::equals, PATIENCE);
        });
        report.row("onboarding %s".formatted(fleet.description()), measured, bare(fleet, 1));
    }

    /** One application's commit, and the bare write, in turn. */
    private void commits(Fleet fleet) {
        for (var round = 0; round < WARM_UP; round++) {
            deliver(fleet, "warm-" + round, 1);
        }
        var bare = new long[ROUNDS];
        var measured = new long[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            measured[round] = deliver(fleet, "commit-" + round, 1);
            bare[round] = writeBare(fleet, 0, "commit-" + round);
        }
        report.row(
                "`commit`: webhook to live change, one of %s".formatted(fleet.description()),
                Timings.sorted(measured),
                Timings.sorted(bare));
    }

    private void heals(Fleet fleet) {
        var right = "commit-" + (ROUNDS - 1);
        var bare = new long[HEALS];
        var measured = new long[HEALS];
        for (var round = 0; round < HEALS; round++) {
            var wrong = "spoilt-" + round;
            var began = System.nanoTime();
            fleet.spoil(0, wrong);
            live.await(fleet, 1, wrong::equals, PATIENCE);
            live.await(fleet, 1, right::equals, PATIENCE);
            measured[round] = System.nanoTime() - began;
            bare[round] = writeBare(fleet, 0, wrong);
        }
        report.row(
                "`heal`: change by hand to put back, %d in a row, one of %s".formatted(HEALS, fleet.description()),
                Timings.sorted(measured),
                Timings.sorted(bare));
    }

    private void fanOut(Fleet fleet) {
        var measured = new long[FAN_OUTS];
        for (var round = 0; round < FAN_OUTS; round++) {
            measured[round] = deliver(fleet, "fan-out-" + round, fleet.size());
        }
        report.row(
                "`fan-out`: one commit that changes all of %s".formatted(fleet.description()),
                Timings.sorted(measured),
                bare(fleet, FAN_OUTS));
    }

    /**
     * Commits, tells of it, and waits until the change is live; returns the time from the webhook's sending on. Then waits until the statuses of all
     * applications say so, as an engineer's next commit finds a system at rest.
     */
    private long deliver(Fleet fleet, String value, int applications) {
        var commit = fleet.commit(value, applications);
        var began = System.nanoTime();
        headwater.push(fleet.repository().uri().toString(), commit);
        var took = live.await(fleet, applications, value::equals, PATIENCE) - began;
        revisions.await(fleet, fleet.size(), commit::equals, PATIENCE);
        return took;
    }

    private static long writeBare(Fleet fleet, int number, String value) {
        var began = System.nanoTime();
        fleet.writeBare(number, value);
        return System.nanoTime() - began;
    }

    /** The API server's own limit: as many writes of the same size, by as many writers at a time as the applier has. */
    private static Timings bare(Fleet fleet, int rounds) {
        return Timings.of(rounds, round -> {
            try (var writers = Executors.newFixedThreadPool(WRITERS)) {
                for (var number = 0; number < fleet.size(); number++) {
                    var target = number;
                    writers.execute(() -> fleet.writeBare(target, "bare-" + round));
                }
            }
        });
    }
}
