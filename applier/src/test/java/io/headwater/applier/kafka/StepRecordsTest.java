package io.headwater.applier.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.applier.core.LoggedStep;
import io.headwater.applier.core.ObjectSelector;
import io.headwater.applier.core.Position;
import io.headwater.applier.core.Request;
import io.headwater.applier.core.SourceRevision;
import io.headwater.applier.core.Step;
import io.headwater.applier.core.WavePoint;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.sync.SyncPhase;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SyncOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepRecordsTest {

    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<SourceRevision> REVISIONS =
            List.of(new SourceRevision(0, "https://git/shop", "main", "abc"));
    private static final String OPERATION = """
            {"sync":{"prune":true,"dryRun":true,"revision":"abc","syncOptions":["CreateNamespace=true"],\
            "resources":[{"group":"apps","kind":"Deployment","name":"web"}]}}""";

    private final RecordCodec codec = RecordCodec.ofThisVersion();

    @ParameterizedTest
    @MethodSource("steps")
    void comeBackAsTheyWere(Step step) {
        var logged = new LoggedStep(SHOP, "op", 3, NOON, step);

        var read = codec.decode(codec.encode(StepRecords.record(logged)), OperationStep.class);

        assertThat(StepRecords.step(read)).isEqualTo(logged);
        assertThat(StepRecords.history(logged).getWhat()).isEqualTo(StepRecords.record(logged));
    }

    static Stream<Step> steps() {
        var point = new WavePoint(SyncPhase.SYNC, -2);
        return Stream.of(
                new Step.Accepted(
                        RequestRecords.request(manual(OPERATION)), new Position("2oXjSmUvTa2LC1zX6eYZIg", 17)),
                new Step.WaveStarting("set", REVISIONS, point),
                new Step.ObjectStepped(
                        ObjectKey.of("apps", "Deployment", "shop", "web"),
                        "v1",
                        point,
                        Step.Outcome.SYNCED,
                        "deployment.apps/web serverside-applied",
                        "42",
                        3,
                        "uid",
                        List.of("web:1")),
                new Step.WaveWaiting(point, "waiting for healthy state of apps/Deployment/web"),
                new Step.Finished(Step.Conclusion.FAILED, "no", true, "set", REVISIONS));
    }

    @Test
    void readsWhatAPersonAskedFor() {
        var request = RequestRecords.request(manual(OPERATION));

        assertThat(request.prune()).isTrue();
        assertThat(request.dryRun()).isTrue();
        assertThat(request.revision()).isEqualTo("abc");
        assertThat(request.syncOptions()).contains(List.of("CreateNamespace=true"));
        assertThat(request.resources())
                .containsExactly(new ObjectSelector(new GroupKind("apps", "Deployment"), Optional.empty(), "web"));
        assertThat(request.covers(ObjectKey.of("apps", "Deployment", "anywhere", "web")))
                .isTrue();
        assertThat(request.covers(ObjectKey.of("apps", "Deployment", "anywhere", "other")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"info\":[]}", "{\"sync\":null}"})
    void findsThatNothingIsToBeDoneInAnOperationWithoutASync(String operation) {
        assertThat(RequestRecords.request(manual(operation)).specified()).isFalse();
        assertThat(RequestRecords.request(manual("{\"sync\":{}}")).specified()).isTrue();
    }

    @Test
    void takesAnAutomatedRequestAsItIs() {
        var record = RequestSync.newBuilder(manual(""))
                .setOrigin(SyncOrigin.AUTOMATED)
                .setSetDigest("set")
                .setOperation(null)
                .build();

        var request = RequestRecords.request(record);

        assertThat(request.origin()).isEqualTo(Request.Origin.AUTOMATED);
        assertThat(request.isFullSync()).isTrue();
        assertThat(RequestRecords.record(SHOP, request)).isEqualTo(record);
    }

    private static RequestSync manual(String operation) {
        return RequestSync.newBuilder()
                .setOperationId("op")
                .setApplication(Identities.reference(SHOP))
                .setOrigin(SyncOrigin.MANUAL)
                .setInitiatedBy("alice")
                .setSpecDigest("spec")
                .setPrune(false)
                .setObjects(List.of())
                .setOperation(operation)
                .setRequestedAt(NOON)
                .build();
    }
}
