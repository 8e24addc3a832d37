package io.headwater.differ.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.differ.core.Assessment;
import io.headwater.differ.core.Difference;
import io.headwater.differ.core.ObjectVerdict;
import io.headwater.differ.core.Orphan;
import io.headwater.differ.core.Reason;
import io.headwater.differ.core.RenderedSet;
import io.headwater.differ.core.Verdict;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.schemas.avro.DriftCause;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.FieldDrift;
import io.headwater.schemas.avro.ObjectDrift;
import io.headwater.schemas.avro.SourceRevision;
import io.headwater.schemas.avro.SyncVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes verdicts. */
public final class DriftRecords {

    /** A longer value is replaced by its length, so that a changed file in a ConfigMap stays readable as a record. */
    private static final int LONGEST_VALUE = 4_000;

    /** No more fields are written than take up so much, counted over all objects; how many there are is always said. */
    private static final int MOST_DETAIL = 1_000_000;

    private static final int MOST_ORPHANS = 1_000;

    private DriftRecords() {}

    /**
     * The verdict on an application.
     *
     * @param reasons those of the assessment and of the decision about it
     */
    public static DriftComputed drift(
            ApplicationKey application, Assessment assessment, List<Orphan> orphans, List<Reason> reasons) {
        return DriftComputed.newBuilder()
                .setApplication(Contents.reference(application))
                .setVerdict(verdict(assessment.verdict()))
                .setReasons(reasons.stream().map(Contents::failure).toList())
                .setSpecDigest(assessment.specDigest())
                .setSetDigest(assessment.set().map(RenderedSet::setDigest).orElse(""))
                .setRevisions(assessment.set().map(RenderedSet::revisions).orElse(List.of()).stream()
                        .map(DriftRecords::revision)
                        .toList())
                .setObjects(objects(assessment.objects()))
                .setOrphans(orphans.stream()
                        .limit(MOST_ORPHANS)
                        .map(orphan -> new io.headwater.schemas.avro.Orphan(
                                Contents.reference(orphan.key()), orphan.version()))
                        .toList())
                .build();
    }

    private static List<ObjectDrift> objects(List<ObjectVerdict> verdicts) {
        var objects = new ArrayList<ObjectDrift>(verdicts.size());
        var room = MOST_DETAIL;
        for (var verdict : verdicts) {
            var fields = new ArrayList<FieldDrift>();
            for (var field : verdict.compared().fields()) {
                var written = field(field);
                room -= size(written);
                if (room < 0) {
                    break;
                }
                fields.add(written);
            }
            objects.add(object(verdict, fields));
        }
        return objects;
    }

    private static ObjectDrift object(ObjectVerdict verdict, List<FieldDrift> fields) {
        return ObjectDrift.newBuilder()
                .setObject(Contents.reference(verdict.key()))
                .setVersion(verdict.version())
                .setDifference(difference(verdict.difference()))
                .setRequiresPruning(verdict.requiresPruning())
                .setWave(verdict.wave())
                .setHook("")
                .setFields(fields)
                .setFieldCount(verdict.compared().fieldCount())
                .setCause(verdict.cause().map(DriftRecords::cause).orElse(DriftCause.UNKNOWN))
                .build();
    }

    private static FieldDrift field(FieldDifference field) {
        var owner = field.owner();
        return FieldDrift.newBuilder()
                .setPath(field.path())
                .setDesired(text(field.desired()))
                .setLive(text(field.live()))
                .setManager(owner == null ? null : owner.manager())
                .setSince(owner == null ? null : owner.since())
                .setCause(cause(field.cause()))
                .build();
    }

    private static DriftCause cause(io.headwater.kubernetes.diff.DriftCause cause) {
        return switch (cause) {
            case NOT_APPLIED -> DriftCause.NOT_APPLIED;
            case MANUAL_EDIT -> DriftCause.MANUAL_EDIT;
            case AUTOSCALER -> DriftCause.AUTOSCALER;
            case ADMISSION -> DriftCause.ADMISSION;
            case CONTROLLER -> DriftCause.CONTROLLER;
            case ROTATED_SECRET -> DriftCause.ROTATED_SECRET;
            case REMOVED -> DriftCause.REMOVED;
            case FAILED_PRUNE -> DriftCause.FAILED_PRUNE;
        };
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        var json = new String(CanonicalJson.write(value), UTF_8);
        return json.length() <= LONGEST_VALUE
                ? json
                : new String(
                        CanonicalJson.write(TextNode.valueOf("(a value of %d characters)".formatted(json.length()))),
                        UTF_8);
    }

    private static int size(FieldDrift field) {
        return field.getPath().length() + length(field.getDesired()) + length(field.getLive());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static SourceRevision revision(io.headwater.differ.core.SourceRevision revision) {
        return new SourceRevision(
                revision.sourceIndex(), revision.repositoryUrl(), revision.targetRevision(), revision.revision());
    }

    private static SyncVerdict verdict(Verdict verdict) {
        return switch (verdict) {
            case SYNCED -> SyncVerdict.SYNCED;
            case OUT_OF_SYNC -> SyncVerdict.OUT_OF_SYNC;
            case UNKNOWN -> SyncVerdict.UNKNOWN;
        };
    }

    private static io.headwater.schemas.avro.Difference difference(Difference difference) {
        return switch (difference) {
            case NONE -> io.headwater.schemas.avro.Difference.NONE;
            case MISSING -> io.headwater.schemas.avro.Difference.MISSING;
            case MODIFIED -> io.headwater.schemas.avro.Difference.MODIFIED;
            case EXTRA -> io.headwater.schemas.avro.Difference.EXTRA;
            case UNKNOWN -> io.headwater.schemas.avro.Difference.UNKNOWN;
        };
    }
}
