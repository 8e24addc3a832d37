package io.headwater.testcluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    @Test
    void requireNothingByDefault() {
        assertThat(read(Map.of(), Map.of())).isEqualTo(new Surroundings(false, Optional.empty()));
    }

    @Test
    void canRequireAControlPlane() {
        assertThat(read(Map.of(), Map.of("HEADWATER_TESTCLUSTER", "required")).required())
                .isTrue();
    }

    @Test
    void preferSystemProperties() {
        assertThat(read(Map.of("HEADWATER_TESTCLUSTER_RUN", "/mine"), Map.of("HEADWATER_TESTCLUSTER_RUN", "/theirs"))
                        .running())
                .contains(Path.of("/mine"));
    }

    @Test
    void refuseWhatTheyDoNotKnow() {
        assertThatThrownBy(() -> read(Map.of("HEADWATER_TESTCLUSTER", "requird"), Map.of()))
                .hasMessageContaining("'requird'");
    }

    private static Surroundings read(Map<String, String> properties, Map<String, String> environment) {
        return Surroundings.read(properties::get, environment::get);
    }
}
