package io.headwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplicationPartitionerTest {

    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");
    private static final ObjectKey SERVICE = ObjectKey.of("", "Service", "default", "shop");

    @Test
    void putsEverythingAboutAnApplicationIntoOnePartition() {
        var keys = List.of(
                RecordKeys.application(SHOP),
                RecordKeys.revision(SHOP, 3),
                RecordKeys.desiredSet(SHOP),
                RecordKeys.desiredObject(SHOP, "abc"),
                RecordKeys.object(SHOP, SERVICE),
                RecordKeys.operationStep(SHOP, "id", 7));

        assertThat(keys).allSatisfy(key -> assertThat(ApplicationPartitioner.partitionOf(key, 12))
                .isEqualTo(ApplicationPartitioner.partitionOf(SHOP, 12)));
    }

    @Test
    void spreadsApplicationsEvenly() {
        var counts = new int[12];
        IntStream.range(0, 12_000)
                .mapToObj(number -> new ApplicationKey("argocd", "app-" + number))
                .forEach(application -> counts[ApplicationPartitioner.partitionOf(application, 12)]++);

        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1200));
    }
}
