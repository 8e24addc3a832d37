package io.headwater.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicsEpochTest {

    private final Uuid status = Uuid.randomUuid();
    private final Uuid syncs = Uuid.randomUuid();
    private final TopicsEpoch before = epoch(status, syncs);
    private final TopicsEpoch after = epoch(Uuid.randomUuid(), syncs);

    @Test
    void hasAnotherDigestOnceAnyTopicIsCreatedAnew() {
        assertThat(before.digest()).matches("[0-9a-f]{8}").isNotEqualTo(after.digest());
    }

    @Test
    void hasTheSameDigestWhateverTheOrderOfTopics() {
        var turned = new LinkedHashMap<String, Uuid>();
        turned.put("t.syncs", syncs);
        turned.put("t.status", status);

        assertThat(new TopicsEpoch(turned).digest()).isEqualTo(before.digest());
    }

    @Test
    void hasAnotherDigestOfATopicOnceThatTopicIsCreatedAnewAndNotBefore() {
        assertThat(after.digestOf("t.syncs")).isEqualTo(before.digestOf("t.syncs"));
        assertThat(after.digestOf("t.status")).isNotEqualTo(before.digestOf("t.status"));
    }

    @Test
    void namesTheTopicThatItDoesNotHold() {
        assertThatThrownBy(() -> before.digestOf("t.other")).hasMessageContaining("t.other");
    }

    private static TopicsEpoch epoch(Uuid status, Uuid syncs) {
        var ids = new LinkedHashMap<String, Uuid>();
        ids.put("t.status", status);
        ids.put("t.syncs", syncs);
        return new TopicsEpoch(Map.copyOf(ids));
    }
}
