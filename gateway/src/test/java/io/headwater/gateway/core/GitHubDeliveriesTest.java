package io.headwater.gateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class GitHubDeliveriesTest {

    private static final byte[] KEY = "not a real secret".getBytes(UTF_8);
    private static final byte[] PUSH =
            """
            {"ref":"refs/heads/main","before":"%s","after":"%s","repository":{"clone_url":"https://git/shop.git","default_branch":"main"}}""".formatted("0".repeat(40), "a".repeat(40)).getBytes(UTF_8);

    @Test
    void believesNoCommitOfAnUnsignedPush() {
        assertThat(GitHubDeliveries.read("push", "d1", "", Optional.empty(), PUSH))
                .isInstanceOfSatisfying(Delivery.Pushed.class, delivery -> {
                    assertThat(delivery.push().ref()).isEqualTo("refs/heads/main");
                    assertThat(delivery.push().after()).isEmpty();
                });
    }

    @Test
    void understandsASignedPush() throws GeneralSecurityException {
        assertThat(GitHubDeliveries.read("push", "d1", signature(), Optional.of(KEY), PUSH))
                .isInstanceOfSatisfying(Delivery.Pushed.class, delivery -> {
                    assertThat(delivery.push().repositoryUrls()).containsExactly("https://git/shop.git");
                    assertThat(delivery.push().before()).as("a new branch").isEmpty();
                    assertThat(delivery.push().after()).isEqualTo("a".repeat(40));
                });
    }

    @Test
    void acceptsTheRightSignatureAndNoOther() throws GeneralSecurityException {
        assertThat(GitHubDeliveries.read("push", "d1", signature(), Optional.of(KEY), PUSH))
                .isInstanceOf(Delivery.Pushed.class);
        assertThat(GitHubDeliveries.read("push", "d1", "sha256=00", Optional.of(KEY), PUSH))
                .isInstanceOfSatisfying(Delivery.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(401));
        assertThat(GitHubDeliveries.read("push", "d1", "", Optional.of(KEY), PUSH))
                .isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertThat(GitHubDeliveries.read("push", "d1", "", Optional.empty(), "{".getBytes(UTF_8)))
                .isInstanceOfSatisfying(Delivery.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
        assertThat(GitHubDeliveries.read("push", "d1", "", Optional.empty(), "{}".getBytes(UTF_8)))
                .isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void ignoresAPing() {
        assertThat(GitHubDeliveries.read("ping", "d1", "", Optional.empty(), PUSH))
                .isEqualTo(new Delivery.Irrelevant("ping"));
    }

    private static String signature() throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(PUSH));
    }
}
