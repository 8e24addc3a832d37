package io.headwater.applier.core;

import static io.headwater.applier.core.Manifests.configMap;
import static io.headwater.applier.core.Rig.automated;
import static io.headwater.applier.core.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ObjectKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreconditionTest {

    private static final ObjectKey A = key("ConfigMap", "a");

    private final Rig rig = new Rig();

    @Test
    void isAbsenceWhereNothingIsKnownOfAnObject() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        assertThat(precondition()).isEqualTo(new Precondition.Absent());
    }

    @Test
    void isTheVersionThatIsLive() {
        rig.withSpec().git("A", configMap("a", 0)).begun();
        rig.showsLive(configMap("a", 0, "other"), A, "7");

        rig.asks(automated("op", "A"));

        assertThat(precondition()).isEqualTo(new Precondition.Unchanged("uid-of-" + A, "7"));
    }

    @Test
    void isUnknownAfterAWriteOfWhichTheAnswerWasLost() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        rig.answers(rig.expect(Effect.Write.class), new WriteResult.Unavailable("no answer", Optional.empty()));
        rig.take(rig.sync.paused("op"));

        assertThat(precondition()).isEqualTo(new Precondition.Unread());
    }

    @Test
    void isUnknownUntilTheLastWriteIsSeenLive() {
        rig.withSpec().git("A", configMap("a", 0)).begun();
        rig.showsLive(configMap("a", 0, "other"), A, "7");
        rig.asks(automated("op-1", "A")).writesSucceed();

        rig.git("B", configMap("a", 0, "new")).asks(automated("op-2", "B"));
        assertThat(precondition()).isEqualTo(new Precondition.Unread());
    }

    @Test
    void isNotAbsenceForWhatWasJustCreated() {
        rig.withSpec()
                .git("A", configMap("a", 0))
                .begun()
                .asks(automated("op-1", "A"))
                .writesSucceed();

        rig.git("B", configMap("a", 0, "new")).asks(automated("op-2", "B"));

        assertThat(precondition()).isEqualTo(new Precondition.Unread());
    }

    private Precondition precondition() {
        return rig.expect(Effect.Write.class).precondition();
    }
}
