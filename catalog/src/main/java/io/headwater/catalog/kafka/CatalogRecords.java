package io.headwater.catalog.kafka;

import io.headwater.catalog.core.ApplicationFact;
import io.headwater.catalog.core.ClusterFact;
import io.headwater.catalog.core.Fact;
import io.headwater.catalog.core.LastAttempt;
import io.headwater.catalog.core.Problem;
import io.headwater.catalog.core.ProjectFact;
import io.headwater.catalog.core.RepositoryFact;
import io.headwater.catalog.core.RequestedOperation;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.Attempt;
import io.headwater.schemas.avro.ClusterObserved;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.ProjectObserved;
import io.headwater.schemas.avro.RepositoryObserved;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SyncOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns facts into records and back. */
public final class CatalogRecords {

    private final String namespace;

    /** @param namespace the control-plane namespace, in which the Secrets are */
    public CatalogRecords(String namespace) {
        this.namespace = namespace;
    }

    static ApplicationRef ref(ApplicationKey key) {
        return new ApplicationRef(key.namespace(), key.name());
    }

    ApplicationObserved toRecord(ApplicationFact fact) {
        return ApplicationObserved.newBuilder()
                .setApplication(ref(fact.key()))
                .setUid(fact.uid())
                .setSpecDigest(fact.specDigest())
                .setProject(fact.project())
                .setCluster(fact.cluster())
                .setProblems(fact.problems().stream()
                        .map(problem -> new Failure(problem.code(), problem.message()))
                        .toList())
                .setSpec(CompressedJson.compress(CanonicalJson.write(fact.spec())))
                .setLabels(fact.labels())
                .setAnnotations(fact.annotations())
                .setFinalizers(fact.finalizers())
                .setDeletionRequestedAt(fact.deletionRequestedAt().orElse(null))
                .setLastAttempt(fact.lastAttempt().map(CatalogRecords::toRecord).orElse(null))
                .setHistory(fact.history().orElse(null))
                .build();
    }

    ApplicationFact fromRecord(ApplicationObserved observed) {
        var application = observed.getApplication();
        return new ApplicationFact(
                new ApplicationKey(application.getNamespace(), application.getName()),
                observed.getUid(),
                observed.getSpecDigest(),
                observed.getProject(),
                observed.getCluster(),
                observed.getProblems().stream()
                        .map(failure -> new Problem(failure.getCode(), failure.getMessage()))
                        .toList(),
                CanonicalJson.readObject(CompressedJson.decompress(observed.getSpec()), CompressedJson.LARGEST),
                observed.getLabels(),
                observed.getAnnotations(),
                observed.getFinalizers(),
                Optional.ofNullable(observed.getDeletionRequestedAt()),
                Optional.ofNullable(observed.getLastAttempt()).map(CatalogRecords::fromRecord),
                Optional.ofNullable(observed.getHistory()));
    }

    ProjectObserved toRecord(ProjectFact fact) {
        return new ProjectObserved(
                fact.namespace(),
                fact.name(),
                fact.specDigest(),
                CompressedJson.compress(CanonicalJson.write(fact.spec())));
    }

    ProjectFact fromRecord(ProjectObserved observed) {
        return new ProjectFact(
                observed.getNamespace(),
                observed.getName(),
                observed.getSpecDigest(),
                CanonicalJson.readObject(CompressedJson.decompress(observed.getSpec()), CompressedJson.LARGEST));
    }

    RepositoryObserved toRecord(RepositoryFact fact) {
        return new RepositoryObserved(
                fact.url(),
                fact.type(),
                fact.template(),
                fact.project(),
                namespace,
                fact.secretName(),
                fact.secretVersion());
    }

    static RepositoryFact fromRecord(RepositoryObserved observed) {
        return new RepositoryFact(
                observed.getUrl(),
                observed.getType(),
                observed.getTemplate(),
                observed.getProject(),
                observed.getSecretName(),
                observed.getSecretVersion());
    }

    ClusterObserved toRecord(ClusterFact fact) {
        return ClusterObserved.newBuilder()
                .setServer(fact.server())
                .setName(fact.name())
                .setProject(fact.project())
                .setNamespaces(fact.namespaces())
                .setClusterResources(fact.clusterResources())
                .setSecretNamespace(fact.secret().isPresent() ? namespace : null)
                .setSecretName(
                        fact.secret().map(ClusterFact.SecretVersion::name).orElse(null))
                .setSecretVersion(fact.secret()
                        .map(ClusterFact.SecretVersion::resourceVersion)
                        .orElse(""))
                .build();
    }

    static ClusterFact fromRecord(ClusterObserved observed) {
        return new ClusterFact(
                observed.getServer(),
                observed.getName(),
                observed.getProject(),
                observed.getNamespaces(),
                observed.getClusterResources(),
                Optional.ofNullable(observed.getSecretName())
                        .map(name -> new ClusterFact.SecretVersion(name, observed.getSecretVersion())));
    }

    static RequestSync toRecord(RequestedOperation operation, Instant now) {
        return RequestSync.newBuilder()
                .setOperationId(operation.id())
                .setApplication(ref(operation.application()))
                .setOrigin(SyncOrigin.MANUAL)
                .setInitiatedBy(operation.initiatedBy())
                .setSpecDigest(operation.specDigest())
                .setRevision(operation.revision())
                .setPrune(operation.prune())
                .setDryRun(operation.dryRun())
                .setObjects(operation.objects().stream()
                        .map(object -> new ObjectRef(object.group(), object.kind(), object.namespace(), object.name()))
                        .toList())
                .setOperation(operation.json())
                .setRequestedAt(now)
                .build();
    }

    static RequestedOperation fromRecord(RequestSync request) {
        var application = request.getApplication();
        return new RequestedOperation(
                request.getOperationId(),
                new ApplicationKey(application.getNamespace(), application.getName()),
                request.getSpecDigest(),
                request.getInitiatedBy(),
                request.getRevision(),
                request.getPrune(),
                request.getDryRun(),
                request.getObjects().stream()
                        .map(object -> ObjectKey.of(
                                object.getGroup(), object.getKind(), object.getNamespace(), object.getName()))
                        .toList(),
                Objects.requireNonNullElse(request.getOperation(), ""));
    }

    /** The fact that a record of one of the catalog's topics states; empty for a record of another sort. */
    public Optional<Fact> factOf(Object record) {
        return switch (record) {
            case ApplicationObserved application -> Optional.of(new Fact.ApplicationSeen(fromRecord(application)));
            case ProjectObserved project -> Optional.of(new Fact.ProjectSeen(fromRecord(project)));
            case RepositoryObserved repository -> Optional.of(new Fact.RepositorySeen(fromRecord(repository)));
            case ClusterObserved cluster -> Optional.of(new Fact.ClusterSeen(fromRecord(cluster)));
            case RequestSync request
            when request.getOrigin() == SyncOrigin.MANUAL ->
                Optional.of(new Fact.OperationRequested(fromRecord(request)));
            default -> Optional.empty();
        };
    }

    private static Attempt toRecord(LastAttempt attempt) {
        return Attempt.newBuilder()
                .setOperationId(attempt.operationId())
                .setRevisions(attempt.revisions())
                .setSpecDigest(attempt.specDigest())
                .setPhase(attempt.phase())
                .setFinishedAt(attempt.finishedAt().orElse(null))
                .setRetryCount(attempt.retryCount())
                .build();
    }

    private static LastAttempt fromRecord(Attempt attempt) {
        return new LastAttempt(
                attempt.getOperationId(),
                List.copyOf(attempt.getRevisions()),
                attempt.getSpecDigest(),
                attempt.getPhase(),
                Optional.ofNullable(attempt.getFinishedAt()),
                attempt.getRetryCount());
    }
}
