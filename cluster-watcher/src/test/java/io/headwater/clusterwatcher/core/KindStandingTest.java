package io.headwater.clusterwatcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import org.junit.jupiter.api.Test;

class KindStandingTest {

    private static final String REFUSED =
            "list /Secret at https://spoke: FORBIDDEN (HTTP 403): secrets is forbidden: User \"deployer\" cannot list resource \"secrets\"";

    private final KindStanding standing = new KindStanding(new GroupKind("", "Secret"));

    @Test
    void aListThatIsForbiddenIsNotSaidToBeUnderWay() {
        standing.listing();
        standing.lost(true, REFUSED);

        assertThat(standing.isListing()).isFalse();
        assertThat(standing.isComplete()).isFalse();
        assertThat(standing.doubt()).hasValueSatisfying(doubt -> {
            assertThat(doubt.code()).isEqualTo("WatchLost");
            assertThat(doubt.message())
                    .startsWith(REFUSED)
                    .contains("Grant that account the verbs list and watch on the kind Secret,");
        });
    }

    @Test
    void aLossOfAnotherReasonAdvisesNoGrant() {
        standing.lost(false, "down");

        assertThat(standing.doubt()).contains(new KindStanding.Doubt("WatchLost", "down"));
    }

    @Test
    void aListThatArrivesAfterALossIsUnderWayUntilItIsComplete() {
        standing.lost(true, REFUSED);

        standing.listing();
        assertThat(standing.isListing()).isTrue();
        standing.completed();

        assertThat(standing.isComplete()).isTrue();
        assertThat(standing.doubt()).isEmpty();
    }

    @Test
    void anObjectThatCannotBeReadMakesTheKindUnknownWhileItIsWatched() {
        standing.completed();

        standing.unread("down");
        assertThat(standing.isComplete()).as("list and watch hold").isTrue();
        assertThat(standing.doubt()).contains(new KindStanding.Doubt("ReadFailed", "down"));

        standing.read();
        assertThat(standing.doubt()).isEmpty();
    }
}
