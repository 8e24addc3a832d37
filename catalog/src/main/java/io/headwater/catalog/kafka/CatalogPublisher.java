package io.headwater.catalog.kafka;

import io.headwater.catalog.core.Fact;
import io.headwater.catalog.core.RequestedOperation;
import io.headwater.catalog.core.SettingsFact;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.AuditRecorded;
import io.headwater.schemas.avro.SettingsObserved;
import io.headwater.schemas.avro.WebhookReceived;
import java.time.Clock;
import java.util.List;

/** Publishes facts, in the order in which it is given them. */
public final class CatalogPublisher {

    private static final String REFRESH = "refresh";

    private final Publisher publisher;
    private final CatalogRecords records;
    private final String namespace;
    private final Clock clock;

    /** @param namespace the control-plane namespace */
    public CatalogPublisher(Publisher publisher, String namespace, Clock clock) {
        this.publisher = publisher;
        this.records = new CatalogRecords(namespace);
        this.namespace = namespace;
        this.clock = clock;
    }

    /** Publishes a fact. */
    public void publish(Fact fact) {
        switch (fact) {
            case Fact.ApplicationSeen(var application) ->
                publisher.send(
                        Topics.APPLICATIONS, RecordKeys.application(application.key()), records.toRecord(application));
            case Fact.ApplicationGone(var key) -> publisher.remove(Topics.APPLICATIONS, RecordKeys.application(key));
            case Fact.ProjectSeen(var project) ->
                publisher.sendEverywhere(
                        Topics.PROJECTS,
                        RecordKeys.project(project.namespace(), project.name()),
                        records.toRecord(project));
            case Fact.ProjectGone(var projectNamespace, var name) ->
                publisher.sendEverywhere(Topics.PROJECTS, RecordKeys.project(projectNamespace, name), null);
            case Fact.SettingsSeen(var settings) ->
                publisher.sendEverywhere(
                        Topics.SETTINGS,
                        RecordKeys.settings(SettingsFact.CONFIG_MAP),
                        new SettingsObserved(settings.values()));
            case Fact.RepositorySeen(var repository) ->
                publisher.sendTo(
                        0, Topics.REPOSITORIES, secretKey(repository.secretName()), records.toRecord(repository));
            case Fact.RepositoryGone(var secretName) ->
                publisher.sendTo(0, Topics.REPOSITORIES, secretKey(secretName), null);
            case Fact.ClusterSeen(var cluster) ->
                publisher.sendTo(0, Topics.CLUSTERS, cluster.server(), records.toRecord(cluster));
            case Fact.ClusterGone(var server) -> publisher.sendTo(0, Topics.CLUSTERS, server, null);
            case Fact.OperationRequested(var operation) -> request(operation);
            case Fact.RefreshRequested(var key, var repositoryUrls, var value) -> refresh(key, repositoryUrls, value);
            case Fact.OperationWithoutId _ ->
                throw new IllegalStateException("an operation gets an id on the hub before it is published");
            case Fact.SecretUnreadable _ ->
                throw new IllegalStateException("that a Secret can't be read is said in the log alone");
        }
    }

    private void request(RequestedOperation operation) {
        publisher.send(
                Topics.SYNCS,
                RecordKeys.application(operation.application()),
                CatalogRecords.toRecord(operation, clock.instant()));
        audit(operation.application(), operation.initiatedBy(), "sync", "operation " + operation.id());
    }

    private void refresh(ApplicationKey key, List<String> repositoryUrls, String value) {
        publisher.sendTo(
                0,
                Topics.WEBHOOKS,
                key.toString(),
                WebhookReceived.newBuilder()
                        .setProvider(REFRESH)
                        .setDeliveryId("")
                        .setRepositoryUrls(repositoryUrls)
                        .setRef("")
                        .setBefore("")
                        .setAfter("")
                        .setDefaultBranch("")
                        .setReceivedAt(clock.instant())
                        .build());
        audit(key, "", REFRESH, value);
    }

    private void audit(ApplicationKey key, String actor, String action, String detail) {
        publisher.sendTo(
                0,
                Topics.AUDIT,
                key.toString(),
                AuditRecorded.newBuilder()
                        .setAt(clock.instant())
                        .setActor(actor.isEmpty() ? "unknown" : actor)
                        .setAction(action)
                        .setApplication(CatalogRecords.ref(key))
                        .setSubject("")
                        .setOutcome("accepted")
                        .setDetail(detail)
                        .build());
    }

    private String secretKey(String name) {
        return namespace + "/" + name;
    }
}
