package io.headwater.renderer.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.renderer.core.DesiredContent;
import io.headwater.renderer.core.GoodSet;
import io.headwater.renderer.core.KnownSet;
import io.headwater.renderer.core.RenderedApplication;
import io.headwater.renderer.core.SourceAt;
import io.headwater.renderer.core.SourceStanding;
import io.headwater.repositories.ApplicationSource;
import io.headwater.repositories.SourceFailure;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.RenderedSet;
import io.headwater.schemas.avro.RevisionResolved;
import io.headwater.schemas.avro.SourceRevision;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the records that the renderer reads and writes into its own types and back. */
public final class RendererRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RendererRecords() {}

    /** @throws IllegalArgumentException if the specification is no JSON */
    public static RenderedApplication application(ApplicationObserved record) {
        try {
            var spec = JSON.readTree(CompressedJson.decompress(record.getSpec()));
            return new RenderedApplication(
                    key(record.getApplication()),
                    record.getSpecDigest(),
                    record.getProject(),
                    spec.path("destination").path("namespace").asText(""),
                    ApplicationSource.of(spec));
        } catch (IOException e) {
            throw new IllegalArgumentException("the specification of an application is no JSON", e);
        }
    }

    public static SourceStanding standing(RevisionResolved record) {
        var outcome = failure(record.getFailure())
                .<SourceStanding.Outcome>map(SourceStanding.Outcome.Unresolved::new)
                .orElseGet(() -> new SourceStanding.Outcome.At(Objects.requireNonNullElse(record.getRevision(), "")));
        return new SourceStanding(
                record.getSpecDigest(), record.getRepositoryUrl(), record.getTargetRevision(), outcome);
    }

    public static KnownSet set(DesiredSet record) {
        var good = record.getGood();
        return new KnownSet(
                record.getSpecDigest(),
                sources(record.getRevisions()),
                good == null ? Optional.empty() : Optional.of(good(good)),
                failure(record.getFailure()));
    }

    private static GoodSet good(RenderedSet record) {
        return new GoodSet(
                record.getSetDigest(),
                record.getSpecDigest(),
                sources(record.getRevisions()),
                record.getDigests(),
                record.getSourceType());
    }

    /**
     * The record of a set.
     *
     * @param before the record that it follows, whose time a good set keeps that has not changed
     */
    public static DesiredSet record(
            ApplicationKey application, KnownSet set, @Nullable DesiredSet before, Instant now) {
        var record = DesiredSet.newBuilder()
                .setApplication(reference(application))
                .setSpecDigest(set.specDigest())
                .setRevisions(records(set.revisions()))
                .setTriedAt(now);
        set.good().ifPresent(good -> record.setGood(record(good, before, now)));
        set.failure().ifPresent(failure -> record.setFailure(new Failure(failure.code(), failure.message())));
        return record.build();
    }

    private static RenderedSet record(GoodSet good, @Nullable DesiredSet before, Instant now) {
        var kept = before == null ? null : before.getGood();
        if (kept != null && kept.getSetDigest().equals(good.setDigest())) {
            return kept;
        }
        return RenderedSet.newBuilder()
                .setSetDigest(good.setDigest())
                .setSpecDigest(good.specDigest())
                .setRevisions(records(good.revisions()))
                .setDigests(good.digests())
                .setSourceType(good.sourceType())
                .setRenderedAt(now)
                .build();
    }

    public static DesiredObject record(ApplicationKey application, DesiredContent content) {
        return DesiredObject.newBuilder()
                .setApplication(reference(application))
                .setDigest(content.digest())
                .setObject(content.packed().duplicate())
                .build();
    }

    /** @param what a {@link DesiredSet} or {@link DesiredObject} */
    public static HistoryRecorded history(ApplicationKey application, Object what, Instant now) {
        return HistoryRecorded.newBuilder()
                .setApplication(reference(application))
                .setAt(now)
                .setWhat(what)
                .build();
    }

    private static Optional<SourceFailure> failure(@Nullable Failure record) {
        return record == null
                ? Optional.empty()
                : Optional.of(new SourceFailure(record.getCode(), record.getMessage()));
    }

    private static List<SourceAt> sources(List<SourceRevision> records) {
        return records.stream()
                .map(record -> new SourceAt(
                        record.getSourceIndex(),
                        record.getRepositoryUrl(),
                        record.getTargetRevision(),
                        record.getRevision()))
                .toList();
    }

    private static List<SourceRevision> records(List<SourceAt> sources) {
        return sources.stream()
                .map(source -> new SourceRevision(
                        source.index(), source.repositoryUrl(), source.targetRevision(), source.revision()))
                .toList();
    }

    private static ApplicationRef reference(ApplicationKey key) {
        return new ApplicationRef(key.namespace(), key.name());
    }

    private static ApplicationKey key(ApplicationRef application) {
        return new ApplicationKey(application.getNamespace(), application.getName());
    }
}
