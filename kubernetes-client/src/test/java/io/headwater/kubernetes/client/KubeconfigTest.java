package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {

    private final Path folder;
    private final Path file;

    KubeconfigTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.file = folder.resolve("config");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: hub
                clusters:
                - {name: hub, cluster: {server: "https://hub:6443/", insecure-skip-tls-verify: true}}
                - {name: spoke, cluster: {server: "https://spoke:6443", tls-server-name: api.spoke, proxy-url: "http://proxy:3128"}}
                users:
                - {name: admin, user: {token: hub-token}}
                - {name: rotated, user: {tokenFile: token}}
                - {name: robot, user: {username: robot, password: "pass:word", as: alice, as-groups: [dev, ops]}}
                - {name: plugin, user: {exec: {command: ./plugin, args: [a b], env: [{name: NAME, value: alice}], apiVersion: client.authentication.k8s.io/v1}}}
                - {name: old, user: {auth-provider: {name: oidc}}}
                contexts:
                - {name: hub, context: {cluster: hub, user: admin}}
                - {name: rotated, context: {cluster: hub, user: rotated}}
                - {name: spoke, context: {cluster: spoke, user: robot}}
                - {name: plugin, context: {cluster: hub, user: plugin}}
                - {name: old, context: {cluster: hub, user: old}}
                - {name: lost, context: {cluster: nowhere, user: admin}}
                """);
    }

    @Test
    void takesTheCurrentContextWhenNoneIsNamed() {
        var settings = new Kubeconfig(file).settings(null);

        assertThat(settings.server()).isEqualTo(URI.create("https://hub:6443"));
        assertThat(authorization(settings)).isEqualTo("Bearer hub-token");
    }

    @Test
    void neverFallsBackToAnotherContextThanTheOneThatIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Kubeconfig(file).settings("production"))
                .withMessage("the kubeconfig " + file + " has no context 'production'");
    }

    @Test
    void saysWhatAContextRefersToInVain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Kubeconfig(file).settings("lost"))
                .withMessageContaining("no cluster 'nowhere'");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Kubeconfig(folder.resolve("absent")).settings(null))
                .withMessageContaining("absent cannot be read");
    }

    @Test
    void readsPasswordProxyServerNameAndImpersonation() {
        var settings = new Kubeconfig(file).settings("spoke");

        assertThat(settings.tls().serverName()).isEqualTo("api.spoke");
        assertThat(settings.proxy()).contains(URI.create("http://proxy:3128"));
        assertThat(settings.headers())
                .containsExactly(
                        Map.entry("Impersonate-User", "alice"),
                        Map.entry("Impersonate-Group", "dev"),
                        Map.entry("Impersonate-Group", "ops"));
        assertThat(authorization(settings)).isEqualTo("Basic cm9ib3Q6cGFzczp3b3Jk");
    }

    @Test
    void readsATokenFileBesideTheKubeconfig() throws IOException {
        Files.writeString(folder.resolve("token"), "rotated-token\n");

        assertThat(authorization(new Kubeconfig(file).settings("rotated"))).isEqualTo("Bearer rotated-token");
    }

    @Test
    void runsACredentialPluginBesideTheKubeconfigWithoutAShell() throws IOException {
        var plugin = folder.resolve("plugin");
        Files.writeString(plugin, """
                #!/bin/sh
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$NAME-$#-"$1"'"}}'
                """);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();

        assertThat(authorization(new Kubeconfig(file).settings("plugin"))).isEqualTo("Bearer alice-1-a b");
    }

    @Test
    void tellsThatAPluginIsMissing() {
        var settings = new Kubeconfig(file).settings("plugin");

        assertThatThrownBy(() -> settings.open(Clock.systemUTC()))
                .isInstanceOfSatisfying(KubernetesException.class, e -> assertThat(e.code())
                        .isEqualTo(KubernetesException.Code.CREDENTIALS))
                .hasMessageContaining("'./plugin' cannot be started");
    }

    @Test
    void refusesAuthProvidersWithAWayOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Kubeconfig(file).settings("old"))
                .withMessageContaining("auth-provider 'oidc'")
                .withMessageContaining("credential plugin");
    }

    @Test
    void showsNoCredentialsAsText() {
        var settings = new Kubeconfig(file).settings("hub");

        assertThat(settings.toString()).doesNotContain("hub-token");
        assertThat(settings.open(Clock.systemUTC()).toString()).doesNotContain("hub-token");
        assertThat(ClusterConnection.fromKubeconfig(file, "hub")).hasToString("ClusterConnection[https://hub:6443]");
    }

    private static String authorization(ConnectionSettings settings) {
        return settings.open(Clock.systemUTC()).authorization().get().orElseThrow();
    }
}
