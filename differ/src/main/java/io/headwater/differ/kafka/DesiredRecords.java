package io.headwater.differ.kafka;

import io.headwater.differ.core.DesiredState;
import io.headwater.differ.core.RenderedSet;
import io.headwater.differ.core.SourceRevision;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import java.util.Optional;

/** Reads what the renderer says Git wants. */
public final class DesiredRecords {

    private DesiredRecords() {}

    public static DesiredState state(DesiredSet set) {
        return new DesiredState(
                set.getSpecDigest(),
                Optional.ofNullable(set.getGood()).map(DesiredRecords::rendered),
                Optional.ofNullable(set.getFailure()).map(Contents::reason));
    }

    /** What is wanted of one object; {@link #tree} has its content. */
    public static io.headwater.differ.core.DesiredObject object(DesiredObject object) {
        return io.headwater.differ.core.DesiredObject.of(object.getDigest(), tree(object));
    }

    public static KubernetesObject tree(DesiredObject object) {
        return Contents.object(object.getObject());
    }

    private static RenderedSet rendered(io.headwater.schemas.avro.RenderedSet set) {
        return new RenderedSet(
                set.getSetDigest(),
                set.getSpecDigest(),
                set.getRevisions().stream().map(DesiredRecords::revision).toList(),
                set.getDigests());
    }

    private static SourceRevision revision(io.headwater.schemas.avro.SourceRevision revision) {
        return new SourceRevision(
                revision.getSourceIndex(),
                revision.getRepositoryUrl(),
                revision.getTargetRevision(),
                revision.getRevision());
    }
}
