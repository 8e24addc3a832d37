package io.headwater.differ.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.topology.DifferStore.Mark;
import org.junit.jupiter.api.Test;

class DifferStoreTest {

    @Test
    void recognisesWhatWasReadBefore() {
        var mark = new Mark(100, 5_000);

        assertThat(mark.covers(100, 5_000)).isTrue();
        assertThat(mark.covers(7, 4_000)).isTrue();
        assertThat(mark.covers(101, 4_000)).isFalse();
    }

    @Test
    void readsWhatStandsAnewAtAnOldPlaceOfATopicThatLostItsEnd() {
        assertThat(new Mark(100, 5_000).covers(98, 6_000)).isFalse();
    }

    @Test
    void keepsRecordsAsTheyCame() {
        var present = StoredRecord.present(7, "value".getBytes(UTF_8));
        var read = StoredRecord.read(present.write());
        assertThat(read.value()).isEqualTo(present.value());
        assertThat(read.offset()).isEqualTo(7);
        assertThat(read.sort()).isEqualTo(StoredRecord.Sort.PRESENT);

        assertThat(StoredRecord.read(StoredRecord.gone(8, "123").write()).resourceVersion())
                .isEqualTo("123");
        assertThat(StoredRecord.read(StoredRecord.unreadable(9).write()).sort())
                .isEqualTo(StoredRecord.Sort.UNREADABLE);
    }
}
