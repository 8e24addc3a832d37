package io.headwater.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as GitHub does with a secret that both sides know.
 *
 * @param secret the same as {@code webhook.github.secret} of the Secret {@code argocd-secret}
 */
record WebhookSigner(String secret) {

    private static final String NAMESPACE = "argocd";
    private static final ResourceType NAMESPACES = new ResourceType("", "v1", "namespaces", "Namespace", false);
    private static final ResourceType SECRETS = new ResourceType("", "v1", "secrets", "Secret", true);

    /** Makes a secret and tells the hub of it. */
    static WebhookSigner install(ClusterConnection hub) {
        var signer = new WebhookSigner(UUID.randomUUID().toString());
        var as = WriteOptions.as("bench");
        hub.apply(NAMESPACES.object("", NAMESPACE), object("Namespace", NAMESPACE), as);
        var secret = object("Secret", "argocd-secret");
        secret.putObject("stringData").put("webhook.github.secret", signer.secret);
        hub.apply(SECRETS.object(NAMESPACE, "argocd-secret"), secret, as);
        return signer;
    }

    /** The value of {@code X-Hub-Signature-256} for a delivery. */
    String sign(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static ObjectNode object(String kind, String name) {
        var object =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }
}
