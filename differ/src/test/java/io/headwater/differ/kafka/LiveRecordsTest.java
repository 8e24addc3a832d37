package io.headwater.differ.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.KindCompleted;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveRecordsTest {

    private static final GroupKind GADGET = new GroupKind("example.com", "Gadget");

    @Test
    void readsTheSchemaOfACustomResourceOnce() {
        var completed = completed(CompressedJson.compress("""
                {"components": {"schemas": {"gadget": {"type": "object", "x-kubernetes-group-version-kind":
                  [{"group": "example.com", "kind": "Gadget", "version": "v1"}]}}}}""".getBytes(UTF_8)));

        var schemas = LiveRecords.state(completed).schemas().orElseThrow();

        assertThat(schemas.of(GADGET, "v1")).isPresent();
        assertThat(LiveRecords.state(completed).schemas()).containsSame(schemas);
    }

    @Test
    void knowsNoSchemaWhereNoneIsTold() {
        assertThat(LiveRecords.state(completed(ByteBuffer.allocate(0))).schemas())
                .isEmpty();
    }

    private static KindCompleted completed(ByteBuffer openApi) {
        return new KindCompleted(
                "https://cluster", GADGET.group(), GADGET.kind(), 1L, "7", null, Instant.EPOCH, openApi);
    }
}
