package io.headwater.runtime.kafka;

import static io.headwater.runtime.kafka.Installation.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.runtime.kafka.PartitionWorker.ListenerFactory;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithKafka
class PartitionWorkerIT {

    private static final String APPLICATION = "argocd/shop";

    private final TestKafka kafka;
    private final Journal journal = new Journal();
    private final List<Installation> installations = new ArrayList<>();

    PartitionWorkerIT(TestKafka kafka) {
        this.kafka = kafka;
    }

    @AfterEach
    void close() {
        installations.forEach(Installation::close);
    }

    @Test
    void givesAPartitionItsStateThenItsBeginningThenCommandsThenChanges() {
        var installation = install(1, Topics.SYNCS, Topics.DESIRED, Topics.LIVE);
        installation.write(Topics.SYNCS, APPLICATION, "sync");
        installation.write(Topics.DESIRED, APPLICATION + "|set", "old");
        installation.write(Topics.DESIRED, APPLICATION + "|set", "new");
        installation.write(Topics.LIVE, APPLICATION + "|object", "live");

        var worker = commandWorker(installation, "one", (partition, loop, state) -> new RecordedListener("", journal));
        var before = journal.awaitAll("command argocd/shop=sync");
        installation.write(Topics.LIVE, APPLICATION + "|object", "changed");
        var after = journal.awaitAll("changed argocd/shop|object=changed");

        assertThat(before.subList(0, 3))
                .containsExactlyInAnyOrder(
                        "restore argocd/shop|set=old", "restore argocd/shop|set=new", "restore argocd/shop|object=live")
                .containsSubsequence("restore argocd/shop|set=old", "restore argocd/shop|set=new");
        assertThat(after.subList(3, after.size()))
                .containsExactly("begin", "command argocd/shop=sync", "changed argocd/shop|object=changed");
        assertThat(worker.isReady()).isTrue();
    }

    @Test
    void deliversAgainExactlyWhatWasNotAcceptedBeforeAnythingElse() {
        var installation = install(1, Topics.SYNCS);
        var acceptances = new ConcurrentHashMap<String, Runnable>();
        try (var worker = commandWorker(
                installation,
                "one",
                (partition, loop, state) -> new RecordedListener(
                        "first ",
                        journal,
                        (record, accepted) -> acceptances.put(RecordedListener.text(record), accepted)))) {
            IntStream.range(0, 4).forEach(number -> installation.write(Topics.SYNCS, APPLICATION, "" + number));
            eventually(() -> acceptances.size() == 4 && worker.isReady());
            requireNonNull(acceptances.get(APPLICATION + "=1")).run();
            requireNonNull(acceptances.get(APPLICATION + "=3")).run();
            requireNonNull(acceptances.get(APPLICATION + "=0")).run();
            eventually(() -> committed(installation).equals(Map.of(0, 2L)));
        }

        commandWorker(installation, "one", (partition, loop, state) -> new RecordedListener("second ", journal));

        journal.awaitAll("second command argocd/shop=3");
        assertThat(journal.entries())
                .filteredOn(entry -> entry.startsWith("second command"))
                .containsExactly("second command argocd/shop=2", "second command argocd/shop=3");
        eventually(() -> committed(installation).equals(Map.of(0, 4L)));
    }

    @Test
    void takesAPoisonousCommandForAcceptedOnceItIsParked() {
        var installation = install(1, Topics.SYNCS);
        commandWorker(
                installation,
                "one",
                (partition, loop, state) -> new RecordedListener("", journal, (record, accepted) -> {
                    if (RecordedListener.text(record).endsWith("poison")) {
                        throw new IllegalStateException("poison");
                    }
                    accepted.run();
                }));
        installation.write(Topics.SYNCS, APPLICATION, "poison");
        installation.write(Topics.SYNCS, APPLICATION, "food");

        journal.awaitAll("command argocd/shop=food");
        eventually(() -> committed(installation).equals(Map.of(0, 2L)));
        installation.await(installation.name(Topics.SYNCS) + ".dead", letters -> letters.size() == 1);
    }

    @Test
    void letsACommandWaitForTheStateThatItWasDecidedFrom() {
        var installation = install(1, Topics.SYNCS, Topics.DESIRED);
        commandWorker(
                installation,
                "one",
                (partition, loop, state) -> new RecordedListener(
                        "",
                        journal,
                        (record, accepted) ->
                                state.then(() -> journal.note("decided " + RecordedListener.text(record)))));
        journal.awaitAll("begin");

        IntStream.range(0, 20).forEach(round -> {
            installation.write(Topics.DESIRED, APPLICATION + "|set", "" + round);
            installation.write(Topics.SYNCS, APPLICATION, "" + round);
        });

        var entries = journal.awaitAll("decided argocd/shop=19");
        assertThat(IntStream.range(0, 20)).allSatisfy(round -> assertThat(entries)
                .containsSubsequence("changed argocd/shop|set=" + round, "decided argocd/shop=" + round));
    }

    @Test
    void endsAPartitionHereBeforeItBeginsElsewhereAndOwnsEachOnce() {
        var installation = install(2, Topics.SYNCS, Topics.DESIRED);
        var first = commandWorker(
                installation,
                "one",
                (partition, loop, state) -> new SlowlyEnding(new RecordedListener("one/" + partition + " ", journal)));
        eventually(first::isReady);
        var second = commandWorker(installation, "two", named("two"));

        var entries = journal.await(found ->
                found.stream().filter(entry -> entry.matches("two/. begin")).count() == 1);

        assertThat(entries).filteredOn(entry -> entry.endsWith("end")).hasSize(1);
        assertThat(IntStream.range(0, 2))
                .filteredOn(partition -> entries.contains("two/" + partition + " begin"))
                .allSatisfy(partition -> assertThat(entries)
                        .containsSubsequence(
                                "one/" + partition + " begin",
                                "one/" + partition + " end",
                                "two/" + partition + " begin"));
        eventually(() -> first.isReady() && second.isReady());
        IntStream.range(0, 2).forEach(partition -> installation.write(partition, Topics.SYNCS, APPLICATION, "sync"));
        assertThat(journal.await(found -> commands(found).size() == 2))
                .filteredOn(entry -> entry.contains("command"))
                .allSatisfy(entry -> assertThat(entries)
                        .contains(entry.replaceFirst(" command.*", " begin"))
                        .doesNotContain(entry.replaceFirst(" command.*", " end")));
    }

    @Test
    void isReadyWithoutAPartitionWhereThereAreMoreInstances() {
        var installation = install(1, Topics.SYNCS);
        var first = commandWorker(installation, "one", named("one"));
        eventually(first::isReady);

        var second = commandWorker(installation, "two", named("two"));

        eventually(second::isReady);
        assertThat(first.isReady()).isTrue();
        assertThat(journal.entries()).containsExactly("one/0 begin");
    }

    @Test
    void ownsTheTopicThatTookThePlaceOfADeletedOne() {
        var installation = install(2, Topics.SYNCS, Topics.DESIRED);
        var before = commandWorker(installation, "one", named("before"));
        installation.write(0, Topics.SYNCS, APPLICATION, "first");
        journal.awaitAll("before/0 command argocd/shop=first", "before/1 begin");
        installation.delete(Topics.SYNCS);
        journal.awaitAll("before/0 end", "before/1 end");
        before.close();
        installation.create(Topics.SYNCS);

        var after = commandWorker(installation, "one", named("after"));
        installation.write(0, Topics.SYNCS, APPLICATION, "second");

        journal.awaitAll("after/0 begin", "after/1 begin", "after/0 command argocd/shop=second");
        eventually(after::isReady);
    }

    @Test
    void readsAllOfItsStateAgainAndCommitsNothingWhereStateDrivesIt() {
        var installation = install(1, Topics.REVISIONS, Topics.DESIRED);
        installation.write(Topics.REVISIONS, APPLICATION + "|source|0", "abc");
        try (var worker = stateWorker(installation, "first ")) {
            journal.awaitAll("first begin");
            eventually(worker::isReady);
            installation.write(Topics.REVISIONS, APPLICATION + "|source|0", "def");
            journal.awaitAll("first changed argocd/shop|source|0=def");
        }

        stateWorker(installation, "second ");

        assertThat(journal.awaitAll("second begin"))
                .containsExactly(
                        "first restore argocd/shop|source|0=abc",
                        "first begin",
                        "first changed argocd/shop|source|0=def",
                        "first end",
                        "second restore argocd/shop|source|0=abc",
                        "second restore argocd/shop|source|0=def",
                        "second begin");
        assertThat(installation.committed("tested", Topics.REVISIONS)).isEmpty();
    }

    private Installation install(int partitions, Topic... topics) {
        var installation = new Installation(kafka, partitions, topics);
        installations.add(installation);
        return installation;
    }

    private static PartitionWorker commandWorker(Installation installation, String name, ListenerFactory listeners) {
        var instance = installation.instance(name);
        return instance.open(PartitionWorker.drivenByCommands(
                "tested", instance.workerAccess(installation.topics()), Topics.SYNCS, state(installation), listeners));
    }

    private PartitionWorker stateWorker(Installation installation, String name) {
        var instance = installation.instance("one");
        return instance.open(PartitionWorker.drivenByState(
                "tested",
                ReadingPace.AT_ONCE,
                instance.workerAccess(installation.topics()),
                Topics.REVISIONS,
                List.of(Topics.REVISIONS, Topics.DESIRED),
                (partition, loop) -> new RecordedListener(name, journal)));
    }

    /** The topics of state that the installation has. */
    private static List<Topic> state(Installation installation) {
        var names = installation.topics().ids();
        return List.of(Topics.DESIRED, Topics.LIVE).stream()
                .filter(topic -> names.containsKey(installation.name(topic)))
                .toList();
    }

    private ListenerFactory named(String instance) {
        return (partition, loop, state) -> new RecordedListener(instance + "/" + partition + " ", journal);
    }

    private static Map<Integer, Long> committed(Installation installation) {
        return installation.committed("tested", Topics.SYNCS);
    }

    private static List<String> commands(List<String> entries) {
        return entries.stream().filter(entry -> entry.contains("command")).toList();
    }

    /** Ends only after the other instance has heard from the broker, were it told at once. */
    private record SlowlyEnding(CommandListener listener) implements CommandListener {

        private static final Duration LONGER_THAN_A_HEARTBEAT = Duration.ofMillis(2500);

        @Override
        public void restore(TopicRecord record) {
            listener.restore(record);
        }

        @Override
        public void begin() {
            listener.begin();
        }

        @Override
        public void changed(TopicRecord record) {
            listener.changed(record);
        }

        @Override
        public void commanded(TopicRecord record, Runnable accepted) {
            listener.commanded(record, accepted);
        }

        @Override
        public void end() {
            LockSupport.parkNanos(LONGER_THAN_A_HEARTBEAT.toNanos());
            listener.end();
        }
    }
}
