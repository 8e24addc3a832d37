package io.headwater.gateway.kafka;

import io.headwater.gateway.core.Push;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.AuditRecorded;
import io.headwater.schemas.avro.WebhookReceived;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Writes webhooks and the audit. */
public final class GatewayPublisher {

    private final Publisher publisher;
    private final Clock clock;

    public GatewayPublisher(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Writes that a push was told of; completes when it can't be lost any more. */
    public CompletableFuture<Void> received(Push push) {
        return publisher.sendTo(
                0,
                Topics.WEBHOOKS,
                push.repositoryUrls().getFirst(),
                WebhookReceived.newBuilder()
                        .setProvider(push.provider())
                        .setDeliveryId(push.deliveryId())
                        .setRepositoryUrls(push.repositoryUrls())
                        .setRef(push.ref())
                        .setBefore(push.before())
                        .setAfter(push.after())
                        .setDefaultBranch(push.defaultBranch())
                        .setReceivedAt(clock.instant())
                        .build());
    }

    /** Writes who asked for what, and what became of it. */
    public void audit(
            String actor,
            String action,
            Optional<ApplicationKey> application,
            String subject,
            String outcome,
            String detail) {
        publisher.sendTo(
                0,
                Topics.AUDIT,
                application.map(ApplicationKey::toString).orElse(subject),
                AuditRecorded.newBuilder()
                        .setAt(clock.instant())
                        .setActor(actor)
                        .setAction(action)
                        .setApplication(application
                                .map(key -> new ApplicationRef(key.namespace(), key.name()))
                                .orElse(null))
                        .setSubject(subject)
                        .setOutcome(outcome)
                        .setDetail(detail)
                        .build());
    }
}
