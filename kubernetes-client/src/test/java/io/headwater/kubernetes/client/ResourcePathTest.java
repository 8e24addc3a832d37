package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ResourcePathTest {

    private static final ResourceType DEPLOYMENT = new ResourceType("apps", "v1", "deployments", "Deployment", true);
    private static final ResourceType ROLE =
            new ResourceType("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false);

    @Test
    void followsTheApiServersPaths() {
        assertThat(DEPLOYMENT.all().path()).isEqualTo("/apis/apps/v1/deployments");
        assertThat(DEPLOYMENT.in("shop").path()).isEqualTo("/apis/apps/v1/namespaces/shop/deployments");
        assertThat(DEPLOYMENT.object("shop", "web").subresource("status").path())
                .isEqualTo("/apis/apps/v1/namespaces/shop/deployments/web/status");
        assertThat(FakeApiServer.CONFIG_MAP.object("shop", "web").path())
                .isEqualTo("/api/v1/namespaces/shop/configmaps/web");
    }

    @Test
    void encodesTheNamesThatRbacAllows() {
        assertThat(ROLE.object("", "system:node proxier?").path())
                .isEqualTo("/apis/rbac.authorization.k8s.io/v1/clusterroles/system:node%20proxier%3F");
    }

    @Test
    void refusesNamesThatWouldLeadElsewhere() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEPLOYMENT.object("shop", ".."));
        assertThatIllegalArgumentException().isThrownBy(() -> DEPLOYMENT.object("shop", "a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> DEPLOYMENT.object("", "web"));
        assertThatIllegalArgumentException().isThrownBy(() -> ROLE.object("shop", "admin"));
    }

    @Test
    void isReadableInMessages() {
        assertThat(DEPLOYMENT.object("shop", "web")).hasToString("apps/Deployment shop/web");
        assertThat(DEPLOYMENT.in("shop")).hasToString("apps/Deployment shop/*");
        assertThat(DEPLOYMENT.all()).hasToString("apps/Deployment");
        assertThat(ROLE.object("", "admin")).hasToString("rbac.authorization.k8s.io/ClusterRole admin");
    }
}
