package io.headwater.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadMarksTest {

    private final ReadMarks marks = new ReadMarks();

    @Test
    void recognisesWhatWasReadBefore() {
        assertThat(marks.pass("live", 7, 4_000)).isTrue();
        assertThat(marks.pass("live", 100, 5_000)).isTrue();

        assertThat(marks.pass("live", 100, 5_000)).isFalse();
        assertThat(marks.pass("live", 7, 4_000)).isFalse();
        assertThat(marks.pass("live", 101, 4_000)).isTrue();
    }

    @Test
    void readsWhatStandsAnewAtAnOldPlaceOfATopicThatLostItsEnd() {
        marks.pass("live", 100, 5_000);

        assertThat(marks.pass("live", 98, 6_000)).isTrue();
        assertThat(marks.pass("live", 99, 6_000)).isTrue();
    }

    @Test
    void marksEachTopicByItself() {
        marks.pass("live", 100, 5_000);

        assertThat(marks.pass("drift", 3, 1_000)).isTrue();
    }
}
