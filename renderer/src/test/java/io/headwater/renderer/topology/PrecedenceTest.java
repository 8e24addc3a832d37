package io.headwater.renderer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

    private static final List<String> COMMIT = List.of("1111");
    private static final List<String> OTHER = List.of("2222");

    private final Precedence precedence = new Precedence();
    private final List<String> happened = new ArrayList<>();

    @Test
    void holdsConfirmationsBackWhileTheCommitIsRendered() {
        precedence.begun(COMMIT);
        precedence.begun(COMMIT);

        precedence.afterChanges(COMMIT, () -> happened.add("confirmed"));
        precedence.ended(COMMIT);
        assertThat(happened).isEmpty();
        happened.add("changed");
        precedence.ended(COMMIT);

        assertThat(happened).containsExactly("changed", "confirmed");
    }

    @Test
    void waitsForNoOtherCommit() {
        precedence.begun(OTHER);
        precedence.begun(COMMIT);

        precedence.afterChanges(COMMIT, () -> happened.add("confirmed"));
        precedence.ended(COMMIT);

        assertThat(happened).containsExactly("confirmed");
    }

    @Test
    void beginsAnewOnceARoundIsOver() {
        precedence.begun(COMMIT);
        precedence.ended(COMMIT);
        precedence.begun(COMMIT);

        precedence.afterChanges(COMMIT, () -> happened.add("confirmed"));
        assertThat(happened).isEmpty();
        precedence.ended(COMMIT);

        assertThat(happened).containsExactly("confirmed");
    }

    @Test
    void refusesAConfirmationOfWhatIsNotRendered() {
        assertThatThrownBy(() -> precedence.afterChanges(COMMIT, () -> {})).isInstanceOf(IllegalStateException.class);
    }
}
