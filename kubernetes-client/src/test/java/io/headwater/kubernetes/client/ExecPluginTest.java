package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecPluginTest {

    private static final URI SPOKE = URI.create("https://spoke");

    @Test
    void givesTheTokenAndWhenItEnds() {
        var credential = printing("{\"apiVersion\":\"v\",\"kind\":\"ExecCredential\",\"status\":"
                        + "{\"token\":\"hunter2\",\"expirationTimestamp\":\"2026-01-01T12:00:00Z\"}}")
                .credential(SPOKE);

        assertThat(credential.token()).isEqualTo("hunter2");
        assertThat(credential.expires()).contains(Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(credential.toString()).doesNotContain("hunter2");
    }

    @Test
    void tellsThePluginWhatItIsAskedForAndThatNobodyIsThere() {
        var plugin = shell("case $KUBERNETES_EXEC_INFO in *ExecCredential*interactive*false*) "
                + "echo '{\"apiVersion\":\"v\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"yes\"}}';; esac");

        assertThat(plugin.credential(SPOKE).token()).isEqualTo("yes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo hunter2; exit 3                                                             | ended with exit code 3
            echo hunter2                                                                     | did not print an ExecCredential
            echo '{"apiVersion":"w","kind":"ExecCredential","status":{"token":"hunter2"}}'   | speaks w, but v is configured
            echo '{"apiVersion":"v","kind":"ExecCredential"}'                                | without status
            echo '{"apiVersion":"v","kind":"ExecCredential","status":{}}'                    | neither a token nor a certificate
            """)
    void saysWhatIsWrongWithoutRepeatingWhatWasPrinted(String script, String problem) {
        assertThatThrownBy(() -> shell(script).credential(SPOKE))
                .isInstanceOf(KubernetesException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void tellsHowToInstallWhatIsMissing() {
        var missing = new ExecPlugin("no-such-plugin", List.of(), Map.of(), "v", "apt install it", null);

        assertThatThrownBy(() -> missing.credential(SPOKE)).hasMessageContaining("cannot be started: apt install it");
    }

    private static ExecPlugin printing(String json) {
        return shell("echo '" + json + "'");
    }

    private static ExecPlugin shell(String script) {
        return new ExecPlugin("sh", List.of("-c", script), Map.of(), "v", "", null);
    }
}
