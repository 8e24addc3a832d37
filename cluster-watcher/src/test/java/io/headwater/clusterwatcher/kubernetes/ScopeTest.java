package io.headwater.clusterwatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.client.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private static final ResourceType CONFIG_MAPS = new ResourceType("", "v1", "configmaps", "ConfigMap", true);
    private static final ResourceType NAMESPACES = new ResourceType("", "v1", "namespaces", "Namespace", false);

    @Test
    void withoutNamespacesEverythingIsLookedAt() {
        var scope = new Scope(List.of(), false);

        assertThat(scope.collections(CONFIG_MAPS)).containsExactly(CONFIG_MAPS.all());
        assertThat(scope.collections(NAMESPACES)).containsExactly(NAMESPACES.all());
    }

    @Test
    void withNamespacesOnlyTheseAre() {
        var scope = new Scope(List.of("shop", "bank"), false);

        assertThat(scope.collections(CONFIG_MAPS)).containsExactly(CONFIG_MAPS.in("shop"), CONFIG_MAPS.in("bank"));
        assertThat(scope.collections(NAMESPACES)).isEmpty();
    }

    @Test
    void whatIsInNoNamespaceIsLookedAtIfTheClusterSaysSo() {
        var scope = new Scope(List.of("shop"), true);

        assertThat(scope.collections(CONFIG_MAPS)).containsExactly(CONFIG_MAPS.in("shop"));
        assertThat(scope.collections(NAMESPACES)).containsExactly(NAMESPACES.all());
    }
}
