package io.headwater.e2e;

import static io.headwater.e2e.actors.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.e2e.actors.Auditor;
import io.headwater.e2e.actors.Auditor.Moment;
import io.headwater.e2e.process.Installation;
import io.headwater.e2e.process.StandaloneInstallation;
import io.headwater.testcluster.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is polled, and nothing is listed twice: with intervals of an hour everything goes as it does without. */
class QuietScenario extends Deliveries {

    private static final Duration IDLE = Duration.ofSeconds(10);

    private @Nullable Moment hubStarted;
    private @Nullable Moment secondStarted;

    @Override
    Installation install(ControlPlane hub, Path directory) {
        return StandaloneInstallation.start(
                build,
                hub,
                directory,
                Map.of(
                        "timeout.reconciliation", "1h",
                        "timeout.reconciliation.jitter", "0s",
                        "cluster.relist.interval", "1h"));
    }

    /** The start is over when something has been delivered to both clusters. */
    @BeforeEach
    void deliverOnce() {
        if (hubStarted == null) {
            var commit = git.pushes("started.yaml", configMap("started", "yes"));
            delivers().awaitsSynced(commit);
            hub.delivers(wholeRepository().toCluster(SECOND).inNamespace(second.namespace()))
                    .awaitsSynced(commit);
            leave();
            castActors();
            hubStarted = auditor.now();
            secondStarted = secondAuditor.now();
        }
    }

    @AfterEach
    void nothingIsListed() {
        assertNothingListed(auditor, hubStarted);
        assertNothingListed(secondAuditor, secondStarted);
    }

    private static void assertNothingListed(Auditor auditor, @Nullable Moment since) {
        if (since != null) {
            assertThat(auditor.listsSince(since))
                    .extracting(entry -> entry.received() + " " + entry.uri())
                    .isEmpty();
        }
    }

    @Test
    void writesNothingWhileNothingHappens() throws InterruptedException {
        delivers().awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));
        settle();
        var before = auditor.now();

        Thread.sleep(IDLE);

        assertThat(auditor.writesSince(before))
                .extracting(entry -> entry.verb() + " " + entry.uri())
                .isEmpty();
    }

    /** Until a second passes without a write. */
    private void settle() throws InterruptedException {
        Moment before;
        do {
            before = auditor.now();
            Thread.sleep(1000);
        } while (!auditor.writesSince(before).isEmpty());
    }
}
