package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyEnvironmentTest {

    private static final URI PROXY = URI.create("http://proxy:3128");
    private static final URI SPOKE = URI.create("https://api.spoke.example:6443");

    @Test
    void usesWhatIsConfiguredBeforeTheEnvironment() {
        assertThat(environment("").proxy("http://other:80", SPOKE)).contains(URI.create("http://other:80"));
        assertThat(environment("").proxy("", SPOKE)).contains(PROXY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            https://api.spoke.example:6443 ; spoke.example        ; false
            https://api.spoke.example:6443 ; .spoke.example       ; false
            https://api.spoke.example:6443 ; *.spoke.example      ; false
            https://api.spoke.example:6443 ; *                    ; false
            https://api.spoke.example:6443 ; poke.example         ; true
            https://10.1.2.3:6443          ; 10.0.0.0/8           ; false
            https://10.1.2.3:6443          ; 11.0.0.0/8,10.1.2.4  ; true
            https://127.0.0.1:6443         ; none                 ; true
            """)
    void leavesOutWhatIsExcluded(URI server, String excluded, boolean proxied) {
        var expected = proxied && !server.getHost().startsWith("127.");
        assertThat(environment(excluded).proxy("", server).isPresent()).isEqualTo(expected);
    }

    @Test
    void refusesProxiesThatItCannotUse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> environment("").proxy("socks5://proxy:1080", SPOKE))
                .withMessageContaining("socks5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> environment("").proxy("http://me:hunter2@proxy:80", SPOKE))
                .withMessageNotContaining("hunter2");
    }

    private static ProxyEnvironment environment(String excluded) {
        return new ProxyEnvironment(Map.of("HTTPS_PROXY", "proxy:3128", "NO_PROXY", excluded));
    }
}
