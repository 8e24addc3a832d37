package io.headwater.differ.topology;

import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.topology.Entries.WEB;
import static io.headwater.differ.topology.Entries.accepted;
import static io.headwater.differ.topology.Entries.application;
import static io.headwater.differ.topology.Entries.finished;
import static io.headwater.differ.topology.Entries.live;
import static io.headwater.differ.topology.Entries.rendered;
import static io.headwater.differ.topology.Entries.stepped;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.topology.Partition.Standing;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.TraceContext;
import io.headwater.schemas.avro.Difference;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SyncOrigin;
import io.headwater.schemas.avro.SyncVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DifferTopologyTest {

    private static final String AUTOMATED = "{\"automated\": {\"selfHeal\": true, \"prune\": true}}";
    private static final KubernetesObject A = configMap("a", "1");

    private static final Map<String, String> IGNORING_VALUES =
            Map.of("resource.customizations.ignoreDifferences.ConfigMap", "jsonPointers: [/data/value]");

    private Partition partition = new Partition();

    @AfterEach
    void close() {
        partition.close();
    }

    @Test
    void isOneSubTopologyWithEveryNodeNamed() throws IOException {
        var topology = Partition.topology().describe().toString();

        assertThat(topology).isEqualTo(Files.readString(Path.of("src/test/resources/expected_topology.txt")));
    }

    @Test
    void asksForASyncOnceEverythingIsKnown() {
        write(rendered("s1", A));
        partition.write(application(AUTOMATED));
        assertThat(partition.requests()).isEmpty();
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.UNKNOWN);

        write(Entries.cluster());

        assertThat(partition.requests()).singleElement().satisfies(request -> {
            assertThat(request.getOrigin()).isEqualTo(SyncOrigin.AUTOMATED);
            assertThat(request.getSetDigest()).isEqualTo("s1");
            assertThat(request.getPrune()).isTrue();
        });
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.OUT_OF_SYNC);
    }

    @Test
    void followsASyncToItsEnd() {
        var request = firstSync();
        partition.write(accepted(request));
        partition.write(stepped(request.getOperationId(), 1, A, 10));
        partition.write(live(A, 10));
        partition.write(finished(request, 2, OperationPhase.SUCCEEDED));

        assertThat(partition.requests()).isEmpty();
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.SYNCED);
    }

    @Test
    void healsWhatSomebodyChanges() {
        synced();

        partition.write(live(configMap("a", "by hand"), 11));

        assertThat(partition.requests()).singleElement().satisfies(heal -> {
            assertThat(heal.getOrigin()).isEqualTo(SyncOrigin.HEAL);
            assertThat(heal.getObjects()).singleElement().satisfies(object -> assertThat(object.getName())
                    .isEqualTo("a"));
        });
    }

    @Test
    void prunesWhatGitNoLongerHas() {
        synced();
        partition.write(live(configMap("b", "1"), 12));
        var heal = partition.requests().getFirst();

        assertThat(heal.getPrune()).isTrue();
        assertThat(heal.getObjects()).extracting(object -> object.getName()).containsExactly("b");
        assertThat(lastVerdict().getObjects())
                .extracting(object -> object.getDifference())
                .containsExactly(Difference.NONE, Difference.EXTRA);
    }

    @Test
    void saysNothingTwice() {
        synced();
        partition.verdicts();

        partition.write(live(A, 11));
        partition.write(Entries.completed(Entries.CONFIG_MAP, 12));
        write(rendered("s1", A));

        assertThat(partition.verdicts()).isEmpty();
        assertThat(partition.requests()).isEmpty();
    }

    @Test
    void continuesTheTraceOfWhatCausedIt() {
        synced();
        partition.verdicts();
        var trace = TraceContext.begin(new Random(7));
        var headers = new RecordHeaders();
        headers.add(EventHeaders.TRACE_PARENT, trace.toString().getBytes(UTF_8));

        partition.write(live(configMap("a", "by hand"), 11), headers);

        var record = partition.verdictRecords().getLast();
        assertThat(EventHeaders.traceOf(record.headers()).orElseThrow().traceId())
                .isEqualTo(trace.traceId());
        assertThat(EventHeaders.text(record.headers(), EventHeaders.TYPE)).contains("io.headwater.DriftComputed");
        assertThat(EventHeaders.text(record.headers(), EventHeaders.SOURCE)).contains("/headwater/differ");
    }

    @Test
    void triesAFailedSyncAgainWhenItIsTime() {
        var request = firstSync();
        partition.write(accepted(request));
        partition.write(finished(request, 1, OperationPhase.FAILED));
        assertThat(partition.requests()).isEmpty();

        partition.pass(Duration.ofMillis(4_999));
        assertThat(partition.requests()).isEmpty();

        partition.pass(Duration.ofMillis(1));
        assertThat(partition.requests()).singleElement().satisfies(retry -> assertThat(retry.getAttempt())
                .isEqualTo(1));
    }

    @Test
    void knowsNothingWhileARecordCannotBeRead() {
        synced();

        partition.writeGarbage(
                Topics.LIVE, RecordKeys.object(WEB, configMap("z", "1").key()));
        assertThat(lastReasons()).containsExactly("RecordUnreadable");
        assertThat(partition.parked()).hasSize(1);

        partition.write(Entries.deleted(configMap("z", "1").key(), 30));
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.SYNCED);
    }

    @Test
    void putsARecordAsideThatIsAboutSomethingElseThanItsKeySays() {
        synced();
        var misplaced = live(configMap("b", "1"), 12);

        partition.write(new Entry(Topics.LIVE, RecordKeys.object(WEB, A.key()), misplaced.value(), ""));

        assertThat(partition.parked()).containsExactly(RecordKeys.object(WEB, A.key()));
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.UNKNOWN);
        assertThat(partition.requests()).isEmpty();
    }

    @Test
    void goesOnAfterARecordThatIsAboutNothingAtAll() {
        partition.writeGarbage(Topics.LIVE, "nonsense");
        partition.writeGarbage(Topics.LIVE, "*|nonsense");

        assertThat(firstSync().getSetDigest()).isEqualTo("s1");
    }

    @Test
    void goesOnAfterADefectAndQuotesNothingOfIt() {
        synced();
        var defect = configMap("defect", "1");
        write(rendered("s2", A, defect));
        partition.write(live(defect, 30));

        var reason = lastVerdict().getReasons().getFirst();
        assertThat(reason.getCode()).isEqualTo("InternalError");
        assertThat(reason.getMessage()).contains("ArithmeticException").doesNotContain("secret");

        write(rendered("s3", A));
        assertThat(lastVerdict().getVerdict()).isNotEqualTo(SyncVerdict.UNKNOWN);
    }

    @Test
    void knowsNothingAfterAFailedRendering() {
        synced();

        partition.write(Entries.renderFailed("s1", "RenderFailed", A));

        assertThat(lastReasons()).containsExactly("RenderFailed");
        assertThat(partition.requests()).isEmpty();
    }

    @Test
    void takesBackWhatItSaidOfAnApplicationThatIsGone() {
        synced();
        partition.verdicts();

        partition.write(Entries.applicationGone());
        assertThat(partition.verdicts()).hasSize(1).containsOnlyNulls();

        partition.write(Entries.applicationGone());
        assertThat(partition.verdicts()).isEmpty();
    }

    @Test
    void saysNothingOfAnApplicationOfWhichThereIsNoRecordYet() {
        write(rendered("s1", A));
        write(Entries.cluster());
        partition.write(live(A, 10));

        assertThat(partition.verdicts()).isEmpty();
    }

    @Test
    void beginsWithWhatStandsOnItsTopics() {
        var request = firstSync();
        var before = before(accepted(request), finished(request, 1, OperationPhase.FAILED));

        restartWith(before.stream().map(Standing::of).toList());
        partition.pass(Duration.ofMillis(1));

        assertThat(partition.requests()).isEmpty();
        assertThat(lastReasons()).containsExactly("SyncError");
    }

    @Test
    void passesOverWhatItIsToldAgain() {
        var request = firstSync();
        var before = before(
                accepted(request),
                live(A, 10),
                stepped(request.getOperationId(), 1, A, 10),
                finished(request, 2, OperationPhase.SUCCEEDED),
                live(configMap("a", "by hand"), 11),
                live(A, 12));
        restartWith(before.stream().map(Standing::of).toList());
        partition.pass(Duration.ofMillis(1));
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.SYNCED);

        write(before);

        assertThat(partition.verdicts()).isEmpty();
        assertThat(partition.requests()).isEmpty();
    }

    @Test
    void remembersOverARestartThatAnObjectIsGone() {
        var request = firstSync();
        restartWith(before(
                        accepted(request),
                        live(A, 10),
                        stepped(request.getOperationId(), 1, A, 10),
                        finished(request, 2, OperationPhase.SUCCEEDED),
                        Entries.deleted(A.key(), 11))
                .stream()
                .map(Standing::of)
                .toList());

        partition.pass(Duration.ofMillis(1));

        assertThat(partition.requests()).singleElement().satisfies(heal -> assertThat(heal.getOrigin())
                .isEqualTo(SyncOrigin.HEAL));
    }

    @Test
    void doesNotRepeatAVerdictThatStandsOnTheTopic() {
        synced();
        var last = partition.verdictRecords().getLast();
        restartWith(List.of(new Standing(Topics.DRIFT, last.key(), last.value(), "")));

        partition.write(live(A, 10));
        write(rendered("s1", A));
        write(Entries.cluster());
        partition.write(application(AUTOMATED));

        assertThat(partition.verdicts()).isEmpty();
    }

    @Test
    void judgesNothingBeforeTheSettingsAreKnown() {
        var entries = new ArrayList<>(before());
        entries.removeIf(entry -> entry.topic().equals(Topics.SETTINGS));
        write(entries);
        assertThat(partition.requests()).isEmpty();
        assertThat(lastReasons()).containsExactly("SettingsPending");

        partition.write(Entries.settings(Map.of()));

        assertThat(partition.requests()).hasSize(1);
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.OUT_OF_SYNC);
    }

    @Test
    void judgesAnewWhenTheSettingsChange() {
        synced();
        partition.write(Entries.settings(IGNORING_VALUES));
        partition.write(live(configMap("a", "by hand"), 11));
        assertThat(partition.requests()).isEmpty();
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.SYNCED);

        partition.write(Entries.settings(Map.of()));

        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.OUT_OF_SYNC);
        assertThat(partition.requests()).singleElement().satisfies(heal -> assertThat(heal.getOrigin())
                .isEqualTo(SyncOrigin.HEAL));
    }

    @Test
    void judgesNothingWhileTheSettingsCannotBeRead() {
        synced();

        partition.writeGarbage(Topics.SETTINGS, RecordKeys.settings("argocd-cm"));
        assertThat(lastReasons()).containsExactly("RecordUnreadable");

        partition.write(Entries.settings(Map.of()));
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.SYNCED);
    }

    @Test
    void knowsTheSettingsAfterARestart() {
        var request = firstSync();
        restartWith(before(
                        Entries.settings(IGNORING_VALUES),
                        accepted(request),
                        stepped(request.getOperationId(), 1, A, 10),
                        live(configMap("a", "by hand"), 11),
                        finished(request, 2, OperationPhase.SUCCEEDED))
                .stream()
                .map(Standing::of)
                .toList());

        partition.pass(Duration.ofMillis(1));

        assertThat(partition.requests()).isEmpty();
        assertThat(lastVerdict().getVerdict()).isEqualTo(SyncVerdict.SYNCED);
    }

    private RequestSync firstSync() {
        write(before());
        return partition.requests().getLast();
    }

    /** What leads to the first sync, and what came after it. */
    private static List<Entry> before(Entry... after) {
        var entries = new ArrayList<Entry>();
        entries.add(application(AUTOMATED));
        entries.addAll(rendered("s1", A));
        entries.addAll(Entries.cluster());
        entries.addAll(List.of(after));
        return entries;
    }

    private void synced() {
        var request = firstSync();
        partition.write(accepted(request));
        partition.write(live(A, 10));
        partition.write(stepped(request.getOperationId(), 1, A, 10));
        partition.write(finished(request, 2, OperationPhase.SUCCEEDED));
        assertThat(partition.requests()).isEmpty();
    }

    private void restartWith(List<Standing> before) {
        partition.close();
        partition = new Partition(before, Partition.NOON);
    }

    private void write(List<Entry> entries) {
        entries.forEach(partition::write);
    }

    private DriftComputed lastVerdict() {
        return Objects.requireNonNull(partition.verdicts().getLast());
    }

    /** The codes of the reasons for the last verdict, which is UNKNOWN or OUT_OF_SYNC. */
    private List<String> lastReasons() {
        var verdict = lastVerdict();
        assertThat(verdict.getVerdict()).isNotEqualTo(SyncVerdict.SYNCED);
        return verdict.getReasons().stream().map(reason -> reason.getCode()).toList();
    }
}
