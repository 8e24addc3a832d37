package io.headwater.gateway.kubernetes;

import io.headwater.kubernetes.client.KubernetesException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret with which GitHub signs deliveries: {@code webhook.github.secret} of the Secret {@code argocd-secret}. Kept for a few seconds, so that a
 * delivery does not wait for the hub; safe for use from several threads.
 */
public final class WebhookSecret {

    private static final String SECRET = "argocd-secret";
    private static final String KEY = "webhook.github.secret";
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final HubOperations hub;
    private final String namespace;
    private final Clock clock;
    private @Nullable Instant readAt;
    private Optional<byte[]> value = Optional.empty();

    public WebhookSecret(HubOperations hub, String namespace, Clock clock) {
        this.hub = hub;
        this.namespace = namespace;
        this.clock = clock;
    }

    /**
     * The secret; empty when none is configured. May block while the hub is asked.
     *
     * @throws KubernetesException if it was never read and the hub does not answer: an unsigned delivery must not pass because of that
     */
    public synchronized Optional<byte[]> current() {
        var now = clock.instant();
        if (readAt == null || now.isAfter(readAt.plus(KEPT))) {
            try {
                value = hub.secretValue(namespace, SECRET, KEY);
                readAt = now;
            } catch (KubernetesException e) {
                if (readAt == null) {
                    throw e;
                }
            }
        }
        return value;
    }
}
