package io.headwater.differ.topology;

import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.topology.Entries.application;
import static io.headwater.differ.topology.Entries.project;
import static io.headwater.differ.topology.Entries.rendered;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.topology.Partition.Standing;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.SyncOrigin;
import io.headwater.schemas.avro.SyncVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What projects say, and when. */
class ProjectTopologyTest {

    private static final String LUNCH = """
            {"syncWindows": [{"kind": "deny", "schedule": "0 12 * * *", "duration": "1h", "applications": ["web"]}]}""";
    private static final String KEY = RecordKeys.project("argocd", "default");

    private Partition partition = new Partition();

    @AfterEach
    void close() {
        partition.close();
    }

    @Test
    void asksForNothingBeforeTheProjectIsKnown() {
        var entries = new ArrayList<>(before());
        entries.removeIf(entry -> entry.topic().equals(Topics.PROJECTS));
        entries.forEach(partition::write);
        assertThat(partition.requests()).isEmpty();
        assertThat(lastReasons()).containsExactly("ProjectPending");

        partition.write(project("{}"));

        assertThat(partition.requests()).hasSize(1);
        assertThat(lastReasons()).isEmpty();
    }

    @Test
    void asksAtTheMomentAWindowEnds() {
        before().forEach(partition::write);
        partition.requests();
        partition.write(project(LUNCH));
        assertThat(lastReasons()).containsExactly("SyncWindow");

        partition.pass(Duration.ofMinutes(60).minusMillis(1));
        assertThat(partition.requests()).isEmpty();

        partition.pass(Duration.ofMillis(1));
        assertThat(partition.requests()).singleElement().satisfies(request -> assertThat(request.getOrigin())
                .isEqualTo(SyncOrigin.AUTOMATED));
        assertThat(lastReasons()).isEmpty();
    }

    @Test
    void decidesAnewWhenTheProjectChanges() {
        partition.write(project(LUNCH));
        before().stream().filter(entry -> !entry.key().equals(KEY)).forEach(partition::write);
        assertThat(partition.requests()).isEmpty();

        partition.write(project("{}"));

        assertThat(partition.requests()).hasSize(1);
    }

    @Test
    void asksForNothingWhileTheProjectCannotBeRead() {
        before().stream().filter(entry -> !entry.key().equals(KEY)).forEach(partition::write);
        partition.writeGarbage(Topics.PROJECTS, KEY);
        assertThat(partition.requests()).isEmpty();
        assertThat(lastReasons()).containsExactly("RecordUnreadable");

        partition.write(project("{}"));

        assertThat(partition.requests()).hasSize(1);
    }

    @Test
    void putsAsideWhatNamesNoProject() {
        partition.writeGarbage(Topics.PROJECTS, "*|other");

        assertThat(partition.parked()).isNotEmpty();
    }

    @Test
    void repeatsNoRequestAfterARestartWhileAWindowForbidsIt() {
        partition.close();
        var standing = new ArrayList<>(before());
        standing.add(project(LUNCH));
        partition = new Partition(standing.stream().map(Standing::of).toList(), Partition.NOON);

        partition.pass(Duration.ofMillis(1));
        assertThat(partition.requests()).isEmpty();

        partition.pass(Duration.ofHours(1));
        assertThat(partition.requests()).hasSize(1);
    }

    @Test
    void comesToTheSameEndInAnyOrderOnceAWindowHasEnded() {
        for (var seed = 0; seed < 40; seed++) {
            try (var world = new World(seed, 3)) {
                world.writes(List.of(application("{\"automated\": {\"selfHeal\": true, \"prune\": true}}")));
                world.commits("s1", configMap("a", "1"), configMap("b", "1"));
                world.writes(Entries.cluster().stream()
                        .filter(entry -> !entry.key().equals(KEY))
                        .toList());
                world.writes(List.of(project(LUNCH))).settles();
                world.commits("s2", configMap("a", "2")).settles().passes(Duration.ofMinutes(59));
                assertThat(world.effective()).as("seed %d", seed).isEmpty();

                assertThat(world.passes(Duration.ofMinutes(1)).values())
                        .as("seed %d", seed)
                        .isEqualTo(Map.of("a", "2"));
                assertThat(world.effective()).as("seed %d", seed).hasSize(1);
            }
        }
    }

    @Test
    void namesOrphansThatTheProjectWantsToKnowOfAndLeavesThemAlone() {
        var stray = configMap("stray", "1").key();
        partition.write(Entries.orphan(stray));
        before().forEach(partition::write);
        assertThat(lastOrphans()).isEmpty();

        partition.write(project("{\"orphanedResources\": {\"warn\": true}}"));
        assertThat(lastOrphans()).containsExactly("stray");
        partition.write(Entries.live(configMap("a", "1"), 10));
        var verdict = lastVerdict();
        assertThat(verdict.getVerdict()).isEqualTo(SyncVerdict.SYNCED);
        assertThat(verdict.getObjects()).hasSize(1);
        assertThat(verdict.getReasons())
                .containsExactly(new Failure("OrphanedResource", "Application has 1 orphaned resources"));

        partition.write(project("{\"orphanedResources\": {}}"));
        assertThat(lastReasons()).isEmpty();
        partition.write(Entries.adopted(stray));
        assertThat(lastOrphans()).isEmpty();
    }

    @Test
    void namesNoOrphanThatIsNoneForTheProjectAnyMore() {
        partition.write(Entries.orphan(configMap("stray", "1").key()));
        partition.write(Entries.orphan(ObjectKey.of("", "ConfigMap", "elsewhere", "stray")));
        partition.write(Entries.orphan(ObjectKey.of("", "Secret", "shop", "of-a-kind-nobody-vouches-for")));
        before().forEach(partition::write);

        partition.write(project("{\"orphanedResources\": {}}"));
        assertThat(lastOrphans()).containsExactly("stray");

        partition.write(project("{\"orphanedResources\": {\"ignore\": [{\"name\": \"str*\"}]}}"));
        assertThat(lastOrphans()).isEmpty();
    }

    @Test
    void knowsOrphansAfterARestart() {
        partition.close();
        var standing = new ArrayList<>(before());
        standing.add(project("{\"orphanedResources\": {}}"));
        standing.add(Entries.orphan(configMap("stray", "1").key()));
        partition = new Partition(standing.stream().map(Standing::of).toList(), Partition.NOON);

        partition.pass(Duration.ofMillis(1));

        assertThat(lastOrphans()).containsExactly("stray");
    }

    private static List<Entry> before() {
        var entries = new ArrayList<Entry>();
        entries.add(application("{\"automated\": {}}"));
        entries.addAll(rendered("s1", configMap("a", "1")));
        entries.addAll(Entries.cluster());
        return entries;
    }

    private DriftComputed lastVerdict() {
        return Objects.requireNonNull(partition.verdicts().getLast());
    }

    private List<String> lastReasons() {
        return lastVerdict().getReasons().stream()
                .map(reason -> reason.getCode())
                .toList();
    }

    private List<String> lastOrphans() {
        return lastVerdict().getOrphans().stream()
                .map(orphan -> orphan.getObject().getName())
                .toList();
    }
}
