package io.headwater.gateway.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads deliveries of GitHub, and of what speaks like it.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#push">GitHub: push</a>
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">GitHub: validating deliveries</a>
 */
public final class GitHubDeliveries {

    public static final String EVENT_HEADER = "X-GitHub-Event";
    public static final String DELIVERY_HEADER = "X-GitHub-Delivery";
    public static final String SIGNATURE_HEADER = "X-Hub-Signature-256";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SIGNATURE_PREFIX = "sha256=";
    private static final String NO_COMMIT = "0".repeat(40);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GitHubDeliveries() {}

    /**
     * Reads a delivery.
     *
     * @param event the header {@link #EVENT_HEADER}
     * @param signature the header {@link #SIGNATURE_HEADER}; empty if it is missing
     * @param secret with which deliveries must be signed; empty when none is configured and signatures are not asked for
     */
    public static Delivery read(
            String event, String deliveryId, String signature, Optional<byte[]> secret, byte[] body) {
        if (secret.isPresent() && !isSigned(body, signature, secret.get())) {
            return new Delivery.Refused(
                    401,
                    "the signature does not fit: set the webhook's secret to webhook.github.secret of argocd-secret");
        }
        if (!event.equals("push")) {
            return new Delivery.Irrelevant(event);
        }
        try {
            return push(deliveryId, JSON.readTree(body), secret.isPresent());
        } catch (JsonProcessingException e) {
            return new Delivery.Refused(
                    400, "the body is not JSON: set the webhook's content type to application/json");
        } catch (IOException e) {
            return new Delivery.Refused(400, "the body can't be read");
        }
    }

    /** Which commits a ref moved between is believed of a signed delivery only: a forged one may at most make us look. */
    private static Delivery push(String deliveryId, JsonNode body, boolean signed) {
        var repository = body.path("repository");
        var urls = Stream.of("html_url", "clone_url", "ssh_url", "git_url")
                .map(field -> repository.path(field).asText(""))
                .filter(url -> !url.isEmpty())
                .distinct()
                .toList();
        var ref = body.path("ref").asText("");
        if (urls.isEmpty() || ref.isEmpty()) {
            return new Delivery.Refused(400, "the push names no ref or no repository URL");
        }
        return new Delivery.Pushed(new Push(
                "github",
                deliveryId,
                urls,
                ref,
                signed ? commit(body.path("before")) : "",
                signed && !body.path("deleted").asBoolean(false) ? commit(body.path("after")) : "",
                repository.path("default_branch").asText("")));
    }

    private static String commit(JsonNode sha) {
        var text = sha.asText("");
        return text.equals(NO_COMMIT) ? "" : text;
    }

    private static boolean isSigned(byte[] body, String signature, byte[] secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            var expected = SIGNATURE_PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
            return MessageDigest.isEqual(expected.getBytes(US_ASCII), signature.getBytes(US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
