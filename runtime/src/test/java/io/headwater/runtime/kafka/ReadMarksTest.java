package io.headwater.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.schemas.Topics;
import org.junit.jupiter.api.Test;

class ReadMarksTest {

    private final ReadMarks marks = new ReadMarks();

    @Test
    void recognisesWhatWasReadBefore() {
        assertThat(marks.pass(Topics.LIVE, 7, 4_000)).isTrue();
        assertThat(marks.pass(Topics.LIVE, 100, 5_000)).isTrue();

        assertThat(marks.pass(Topics.LIVE, 100, 5_000)).isFalse();
        assertThat(marks.pass(Topics.LIVE, 7, 4_000)).isFalse();
        assertThat(marks.pass(Topics.LIVE, 101, 4_000)).isTrue();
    }

    @Test
    void readsWhatStandsAnewAtAnOldPlaceOfATopicThatLostItsEnd() {
        marks.pass(Topics.LIVE, 100, 5_000);

        assertThat(marks.pass(Topics.LIVE, 98, 6_000)).isTrue();
        assertThat(marks.pass(Topics.LIVE, 99, 6_000)).isTrue();
    }

    @Test
    void marksEachTopicByItself() {
        marks.pass(Topics.LIVE, 100, 5_000);

        assertThat(marks.pass(Topics.DRIFT, 3, 1_000)).isTrue();
    }
}
