package io.headwater.testcluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClustersTest {

    private static final Lookup NONE = new Lookup.Missing("go not on the PATH");

    @Test
    void skipTestsWithTheReason() {
        try (var clusters = new Clusters(new Surroundings(false, Optional.empty()), () -> NONE)) {
            assertThat(clusters.obstacle()).contains("go not on the PATH");
        }
    }

    @Test
    void failTestsThatMustRun() {
        try (var clusters = new Clusters(new Surroundings(true, Optional.empty()), () -> NONE)) {
            assertThatThrownBy(clusters::obstacle)
                    .hasMessageContaining("required")
                    .hasMessageContaining("go not on the PATH");
        }
    }

    @Test
    void needNoBinariesWhenAControlPlaneIsUp() {
        try (var clusters = new Clusters(new Surroundings(true, Optional.of(Path.of("/run"))), () -> NONE)) {
            assertThat(clusters.obstacle()).isEmpty();
        }
    }
}
