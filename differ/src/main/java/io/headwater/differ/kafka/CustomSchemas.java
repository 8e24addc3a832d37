package io.headwater.differ.kafka;

import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The schemas of custom resources, each read once, though every partition tells them. Safe for use by several threads. */
final class CustomSchemas {

    private static final int MOST = 1_000;
    private static final Map<ContentDigest, ApiSchemas> READ =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75F, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ContentDigest, ApiSchemas> eldest) {
                    return size() > MOST;
                }
            });

    private CustomSchemas() {}

    /**
     * The schemas in a record; empty if it has none.
     *
     * @throws io.headwater.schemas.UnreadableRecordException if they are damaged
     */
    static Optional<ApiSchemas> of(ByteBuffer compressed) {
        if (!compressed.hasRemaining()) {
            return Optional.empty();
        }
        var bytes = new byte[compressed.remaining()];
        compressed.duplicate().get(bytes);
        return Optional.of(READ.computeIfAbsent(
                ContentDigest.of(bytes), _ -> ApiSchemas.ofCustomResources(Contents.tree(compressed))));
    }
}
