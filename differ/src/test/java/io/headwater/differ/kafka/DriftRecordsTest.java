package io.headwater.differ.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.differ.core.Assessment;
import io.headwater.differ.core.Comparisons.Compared;
import io.headwater.differ.core.Difference;
import io.headwater.differ.core.ObjectVerdict;
import io.headwater.differ.core.Reason;
import io.headwater.differ.core.RenderedSet;
import io.headwater.differ.core.SourceRevision;
import io.headwater.differ.core.Verdict;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.DriftCause;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.diff.FieldOwner;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.SyncVerdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftRecordsTest {

    private static final ApplicationKey WEB = new ApplicationKey("argocd", "web");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void saysWhatItWasMadeFromAndWhoChangedWhat() {
        var owner = new FieldOwner("kubectl-edit", "Update", "", NOON);
        var field = new FieldDifference(
                "spec.x", TextNode.valueOf("1"), TextNode.valueOf("2"), owner, DriftCause.MANUAL_EDIT);

        var record =
                DriftRecords.drift(WEB, assessment(List.of(modified(0, List.of(field)))), List.of(), List.of(reason()));

        assertThat(record.getVerdict()).isEqualTo(SyncVerdict.OUT_OF_SYNC);
        assertThat(record.getSetDigest()).isEqualTo("set");
        assertThat(record.getRevisions()).singleElement().satisfies(revision -> assertThat(revision.getRevision())
                .isEqualTo("sha"));
        assertThat(record.getReasons()).singleElement().satisfies(reason -> assertThat(reason.getCode())
                .isEqualTo("Fighting"));
        assertThat(record.getObjects().getFirst().getFields()).singleElement().satisfies(written -> {
            assertThat(written.getDesired()).isEqualTo("\"1\"");
            assertThat(written.getLive()).isEqualTo("\"2\"");
            assertThat(written.getManager()).isEqualTo("kubectl-edit");
            assertThat(written.getSince()).isEqualTo(NOON);
            assertThat(written.getCause()).isEqualTo(io.headwater.schemas.avro.DriftCause.MANUAL_EDIT);
        });
    }

    @Test
    void writesTheLengthOfAValueThatIsTooLong() {
        var field = new FieldDifference(
                "data.file", TextNode.valueOf("x".repeat(100_000)), null, null, DriftCause.NOT_APPLIED);

        var written = DriftRecords.drift(WEB, assessment(List.of(modified(0, List.of(field)))), List.of(), List.of())
                .getObjects()
                .getFirst()
                .getFields()
                .getFirst();

        assertThat(written.getDesired()).isEqualTo("\"(a value of 100002 characters)\"");
        assertThat(written.getLive()).isNull();
    }

    @Test
    void fitsIntoARecordHoweverMuchDiffers() {
        var field = new FieldDifference(
                "spec.x",
                TextNode.valueOf("x".repeat(3_000)),
                TextNode.valueOf("y".repeat(3_000)),
                null,
                DriftCause.ADMISSION);
        var objects = IntStream.range(0, 1_000)
                .mapToObj(i -> modified(i, Collections.nCopies(100, field)))
                .toList();

        DriftComputed record = DriftRecords.drift(WEB, assessment(objects), List.of(), List.of());

        assertThat(RecordCodec.ofThisVersion().encode(record)).hasSizeLessThan(4 * 1024 * 1024);
        assertThat(record.getObjects())
                .allSatisfy(object -> assertThat(object.getFieldCount()).isEqualTo(100));
    }

    private static Reason reason() {
        return new Reason("Fighting", "somebody keeps changing it");
    }

    private static ObjectVerdict modified(int number, List<FieldDifference> fields) {
        return new ObjectVerdict(
                ObjectKey.of("", "ConfigMap", "shop", "a" + number),
                "v1",
                Difference.MODIFIED,
                false,
                true,
                false,
                false,
                0,
                new Compared(fields, fields.size()),
                Optional.empty());
    }

    private static Assessment assessment(List<ObjectVerdict> objects) {
        var revision = new SourceRevision(0, "https://git/repo", "main", "sha");
        var set = new RenderedSet("set", "spec", List.of(revision), List.of());
        return new Assessment(
                Verdict.OUT_OF_SYNC,
                true,
                List.of(),
                "spec",
                Optional.of(set),
                objects,
                Set.of(),
                Map.of(),
                List.of(),
                1);
    }
}
