package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgoClusterSecretTest {

    @Test
    void readsATokenAndATrailingSlash() {
        var settings = settings("{\"bearerToken\":\"hunter2\",\"tlsClientConfig\":{\"insecure\":true}}");

        assertThat(settings.server()).isEqualTo(URI.create("https://spoke:6443"));
        assertThat(settings.tls().certificates().isTrustCerts()).isTrue();
        assertThat(authorization(settings)).isEqualTo("Bearer hunter2");
    }

    @Test
    void readsUserAndPassword() {
        assertThat(authorization(settings("{\"username\":\"robot\",\"password\":\"pass\"}")))
                .isEqualTo("Basic cm9ib3Q6cGFzcw==");
    }

    @Test
    void runsAnExecProvider() {
        var settings = settings("""
                {"execProviderConfig": {"command": "sh", "apiVersion": "client.authentication.k8s.io/v1beta1", "env": {"TOKEN": "hunter2"},
                 "args": ["-c", "echo '{\\"apiVersion\\":\\"client.authentication.k8s.io/v1beta1\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"'$TOKEN'\\"}}'"]}}
                """);

        assertThat(authorization(settings)).isEqualTo("Bearer hunter2");
    }

    @Test
    void asksTheAwsCliForATokenOfEks() {
        var plugin = settings(
                        "{\"awsAuthConfig\":{\"clusterName\":\"prod\",\"roleARN\":\"arn:aws:iam::1:role/x\",\"profile\":\"p\"}}")
                .plugin()
                .orElseThrow();

        assertThat(plugin.command()).isEqualTo("aws");
        assertThat(plugin.arguments())
                .containsExactly(
                        "eks",
                        "get-token",
                        "--output",
                        "json",
                        "--cluster-name",
                        "prod",
                        "--role-arn",
                        "arn:aws:iam::1:role/x",
                        "--profile",
                        "p");
    }

    @Test
    void leavesListsUncompressedWhenAsked() {
        assertThat(settings("{}").compressed()).isTrue();
        assertThat(settings("{\"disableCompression\":true}").compressed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json hunter2                                                    | its config is no JSON object
            {"tlsClientConfig":{"insecure":true,"caData":"aHVudGVyMg=="}}       | both insecure and caData
            {"awsAuthConfig":{"roleARN":"hunter2"}}                             | awsAuthConfig lacks clusterName
            {"execProviderConfig":{"args":["hunter2"]}}                         | execProviderConfig lacks command
            {"proxyUrl":"socks5://proxy:1080"}                                  | socks5 is not supported
            """)
    void namesWhatIsWrongWithoutShowingIt(String config, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(config))
                .withMessageContaining(problem)
                .withMessageNotContaining("hunter2");
    }

    private static ConnectionSettings settings(String config) {
        return new ArgoClusterSecret("https://spoke:6443/", Map.of("config", config.getBytes(StandardCharsets.UTF_8)))
                .settings();
    }

    private static String authorization(ConnectionSettings settings) {
        return settings.open(Clock.systemUTC()).authorization().get().orElseThrow();
    }
}
