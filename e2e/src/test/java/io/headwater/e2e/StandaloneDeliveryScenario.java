package io.headwater.e2e;

import static io.headwater.e2e.actors.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.e2e.process.Installation;
import io.headwater.e2e.process.StandaloneInstallation;
import io.headwater.testcluster.ControlPlane;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything in one JVM. */
class StandaloneDeliveryScenario extends Deliveries {

    @Override
    Installation install(ControlPlane hub, Path directory) {
        return StandaloneInstallation.start(
                build, hub, directory, Map.of("timeout.reconciliation", "3s", "timeout.reconciliation.jitter", "1s"));
    }

    @Test
    void noticesACommitThatNobodyTellsOf() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));

        var commit = git.pushesQuietly(Map.of("settings.yaml", configMap("settings", "two")));

        cluster.awaitsValue("settings", "two");
        delivery.awaitsSynced(commit);
    }

    @Test
    void goesOnWhereItWasAfterAStop() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));
        var before = auditor.now();
        installation().stop();
        var commit = git.pushesQuietly(Map.of("settings.yaml", configMap("settings", "two")));

        installation().start();

        delivery.awaitsSynced(commit);
        cluster.awaitsValue("settings", "two");
        assertThat(auditor.deletionsSince(before)).isEmpty();
    }
}
