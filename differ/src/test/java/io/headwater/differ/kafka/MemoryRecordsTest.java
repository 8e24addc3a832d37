package io.headwater.differ.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.core.AppliedForm;
import io.headwater.differ.core.Contention;
import io.headwater.differ.core.Difference;
import io.headwater.differ.core.HealingHistory;
import io.headwater.differ.core.Memory;
import io.headwater.differ.core.SyncRequest;
import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoryRecordsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ObjectKey ROLE = ObjectKey.of("rbac.authorization.k8s.io", "Role", "shop", "system:a/b");

    @Test
    void readsWhatItWrote() {
        var request =
                new SyncRequest("o1", Origin.HEAL, "spec", Optional.of("set"), true, false, List.of(ROLE), 3, NOON);
        var memory = new Memory(
                Optional.of(request),
                Optional.of(new Memory.Failure("o0", "digest", NOON)),
                Map.of(
                        ROLE,
                        new HealingHistory(
                                List.of(NOON, NOON.plusMillis(5)),
                                7,
                                new TreeMap<>(
                                        Map.of(new Contention(Difference.MODIFIED, "spec.x", "kubectl-edit"), 3)))),
                Map.of(ROLE, new AppliedForm("desired", "live")));

        assertThat(MemoryRecords.read(MemoryRecords.write(memory))).isEqualTo(memory);
        assertThat(MemoryRecords.read(MemoryRecords.write(Memory.NOTHING))).isEqualTo(Memory.NOTHING);
    }

    @Test
    void readsWhatAVersionWroteThatRemembersOtherThings() {
        assertThat(MemoryRecords.read("{\"moods\": {}}".getBytes(UTF_8))).isEqualTo(Memory.NOTHING);
    }
}
