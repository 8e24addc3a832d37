package io.headwater.repowatcher.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.git.RepositoryUrl;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.ApplicationSource;
import io.headwater.repositories.SourceFailure;
import io.headwater.repowatcher.core.Movement;
import io.headwater.repowatcher.core.Push;
import io.headwater.repowatcher.core.SourceKey;
import io.headwater.repowatcher.core.Verdict;
import io.headwater.repowatcher.core.Verdict.Outcome;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.CommitObserved;
import io.headwater.schemas.avro.CommitSource;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.RevisionResolved;
import io.headwater.schemas.avro.WebhookReceived;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

/** Turns the records that the repo-watcher reads and writes into its own types and back. */
public final class WatcherRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WatcherRecords() {}

    /** @throws IllegalArgumentException if the specification is no JSON */
    public static FollowedApplication application(ApplicationObserved record) {
        try {
            return new FollowedApplication(
                    key(record.getApplication()),
                    record.getSpecDigest(),
                    record.getProject(),
                    ApplicationSource.of(JSON.readTree(CompressedJson.decompress(record.getSpec()))));
        } catch (IOException e) {
            throw new IllegalArgumentException("the specification of an application is no JSON", e);
        }
    }

    public static Push push(WebhookReceived record) {
        return new Push(record.getRef(), record.getBefore(), record.getAfter(), record.getDefaultBranch());
    }

    public static Verdict verdict(RevisionResolved record) {
        var failure = record.getFailure();
        var outcome = failure == null
                ? new Outcome.Resolved(Objects.requireNonNullElse(record.getRevision(), ""))
                : new Outcome.Failed(new SourceFailure(failure.getCode(), failure.getMessage()));
        return new Verdict(
                new SourceKey(key(record.getApplication()), record.getSourceIndex()),
                record.getSpecDigest(),
                record.getRepositoryUrl(),
                record.getTargetRevision(),
                outcome);
    }

    /** The source that a record of {@code revisions} is about, from its key. */
    public static SourceKey source(String recordKey) {
        var application = RecordKeys.applicationOf(recordKey)
                .orElseThrow(() -> new IllegalArgumentException("the key '" + recordKey + "' names no application"));
        return new SourceKey(application, Integer.parseInt(recordKey.substring(recordKey.lastIndexOf('|') + 1)));
    }

    public static String key(SourceKey source) {
        return RecordKeys.revision(source.application(), source.index());
    }

    public static RevisionResolved record(Verdict verdict, Instant now) {
        var record = RevisionResolved.newBuilder()
                .setApplication(new ApplicationRef(
                        verdict.key().application().namespace(),
                        verdict.key().application().name()))
                .setSpecDigest(verdict.specDigest())
                .setSourceIndex(verdict.key().index())
                .setRepositoryUrl(verdict.repositoryUrl())
                .setTargetRevision(verdict.targetRevision())
                .setResolvedAt(now);
        switch (verdict.outcome()) {
            case Outcome.Resolved(var revision) -> record.setRevision(revision);
            case Outcome.Failed(var failure) -> record.setFailure(new Failure(failure.code(), failure.message()));
        }
        return record.build();
    }

    public static CommitObserved record(Movement movement, RepositoryUrl repository, Instant now) {
        return CommitObserved.newBuilder()
                .setRepositoryUrl(repository.toString())
                .setRef(movement.ref())
                .setBefore(movement.before())
                .setAfter(movement.after())
                .setSource(movement.byWebhook() ? CommitSource.WEBHOOK : CommitSource.POLL)
                .setObservedAt(now)
                .build();
    }

    private static ApplicationKey key(ApplicationRef application) {
        return new ApplicationKey(application.getNamespace(), application.getName());
    }
}
