package io.headwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import org.junit.jupiter.api.Test;

class RecordKeysTest {

    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");

    @Test
    void findsTheApplicationInEveryKeyOfIt() {
        assertThat(RecordKeys.applicationOf(RecordKeys.desiredObject(SHOP, "d1")))
                .contains(SHOP);
    }

    @Test
    void findsNoApplicationInWhatStandsInEveryPartition() {
        assertThat(RecordKeys.applicationOf(RecordKeys.kind("https://c", new GroupKind("", "Pod"))))
                .isEmpty();
    }

    @Test
    void bringsBackObjectsWithSlashesAndColonsInTheirNames() {
        var object = ObjectKey.of("rbac.authorization.k8s.io", "ClusterRole", "", "system:a/b");

        assertThat(RecordKeys.objectOf(RecordKeys.object(SHOP, object))).isEqualTo(object);
    }

    @Test
    void tellsDesiredObjectsFromSets() {
        assertThat(RecordKeys.digestOf(RecordKeys.desiredObject(SHOP, "d1"))).contains("d1");
        assertThat(RecordKeys.digestOf(RecordKeys.desiredSet(SHOP))).isEmpty();
    }
}
