package io.headwater.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.Traces;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topics;
import io.headwater.schemas.TraceContext;
import io.headwater.schemas.avro.DeadLetter;
import io.headwater.schemas.avro.UnitDeclared;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithKafka
class TopicFollowerIT {

    private final Journal journal = new Journal();
    private final Installation installation;
    private Instance instance;
    private EventLoop loop;
    private TopicFollower follower;

    TopicFollowerIT(TestKafka kafka) {
        this.installation = new Installation(kafka, 3, Topics.STATUS, Topics.CLUSTERS);
    }

    @BeforeEach
    void start() {
        instance = installation.instance("one");
        loop = instance.loop("test");
        follower = instance.follower();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void restoresWhatStandsThenBeginsThenTellsEachChangeOnce() {
        IntStream.range(0, 9).forEach(number -> installation.write(number % 3, Topics.STATUS, "a/" + number, "old"));
        installation.write(Topics.CLUSTERS, "cluster", "old");

        follow();
        var restored = journal.awaitAll("begin");
        IntStream.range(0, 9).forEach(number -> installation.write(number % 3, Topics.STATUS, "a/" + number, "new"));
        instance.publisher().remove(Topics.CLUSTERS, "cluster").join();
        var all = journal.await(entries -> entries.size() == 21);

        assertThat(restored)
                .hasSize(11)
                .endsWith("begin")
                .contains("restore cluster=old")
                .containsAll(IntStream.range(0, 9)
                        .mapToObj(number -> "restore a/" + number + "=old")
                        .toList());
        assertThat(all.subList(11, 21))
                .contains("changed cluster=removed")
                .containsAll(IntStream.range(0, 9)
                        .mapToObj(number -> "changed a/" + number + "=new")
                        .toList());
    }

    @Test
    void tellsOnlyWhatIsWrittenSinceWhereItFollowsFromTheEnd() {
        installation.write(0, Topics.STATUS, "a/0", "old");

        follower.followNew(partitions(), new RecordedListener("", journal), loop);
        journal.awaitAll("begin");
        installation.write(0, Topics.STATUS, "a/0", "new");

        assertThat(journal.awaitAll("changed a/0=new")).containsExactly("begin", "changed a/0=new");
    }

    @Test
    void saysWhenAllThatStandsHasBeenHandedOver() {
        follow();
        journal.awaitAll("begin");
        IntStream.range(0, 500).forEach(number -> instance.publisher()
                .sendTo(number % 3, Topics.STATUS, "a/" + number, new UnitDeclared("new")));
        instance.publisher()
                .sendTo(0, Topics.STATUS, "a/last", new UnitDeclared("new"))
                .join();

        follower.whenCaughtUp(partitions(), loop, () -> journal.note("caught up"));

        var entries = journal.awaitAll("caught up");
        assertThat(entries).containsSubsequence("changed a/last=new", "caught up");
    }

    @Test
    void beginsAndCatchesUpWhereAPartitionEndsWithTheMarkersOfTransactions() {
        var writer = instance.transactionalPublisher("writer");
        writer.transaction(() -> writer.sendTo(0, Topics.STATUS, "a/0", new UnitDeclared("committed")));
        assertThatThrownBy(() -> writer.transaction(() -> {
                    writer.sendTo(0, Topics.STATUS, "a/0", new UnitDeclared("aborted"));
                    throw new IllegalStateException("given up");
                }))
                .hasMessageContaining("given up");
        var next = instance.transactionalPublisher("writer");

        follow();
        assertThat(journal.awaitAll("begin")).containsExactly("restore a/0=committed", "begin");

        next.transaction(() -> next.sendTo(0, Topics.STATUS, "a/0", new UnitDeclared("later")));
        follower.whenCaughtUp(partitions(), loop, () -> journal.note("caught up"));
        assertThat(journal.awaitAll("caught up"))
                .containsExactly("restore a/0=committed", "begin", "changed a/0=later", "caught up");
    }

    @Test
    void leavesOtherListenersAloneWhenOneIsForgotten() {
        var first = Set.of(new TopicPartition(installation.name(Topics.STATUS), 0));
        var second = Set.of(new TopicPartition(installation.name(Topics.STATUS), 1));
        follower.follow(first, new RecordedListener("first ", journal), loop);
        follower.follow(second, new RecordedListener("second ", journal), loop);
        journal.awaitAll("first begin", "second begin");

        follower.forget(first);
        follower.whenCaughtUp(first, loop, () -> journal.note("never"));
        installation.write(0, Topics.STATUS, "a/0", "new");
        installation.write(1, Topics.STATUS, "a/1", "new");

        assertThat(journal.awaitAll("second changed a/1=new"))
                .doesNotContain("never", "first changed a/0=new")
                .hasSize(3);
    }

    @Test
    void parksWhatCannotBeReadSealedAndGoesOn() {
        var poison = "the password is swordfish".getBytes(UTF_8);
        try (var producer = instance.kafka().producer(Optional.empty())) {
            producer.send(new ProducerRecord<>(installation.name(Topics.STATUS), 0, "a/0", poison));
        }
        installation.write(0, Topics.STATUS, "a/1", "readable");

        follow();
        assertThat(journal.awaitAll("begin"))
                .containsExactly("restore a/0=unreadable", "restore a/1=readable", "begin");

        assertThat(instance.failures()).isEmpty();
        var parked = onlyLetter();
        assertThat(parked.getTopic()).isEqualTo(installation.name(Topics.STATUS));
        assertThat(parked.getOffset()).isZero();
        assertThat(parked.getKey()).isEqualTo("a/0");
        assertThat(parked.getService()).isEqualTo("tested");
        assertThat(parked.getError()).contains("UnreadableRecordException").doesNotContain("swordfish");
        assertThat(parked.getSealedValue().array()).isEqualTo(instance.sealer().sealBytes(poison));
        assertThat(new String(parked.getSealedValue().array(), UTF_8)).doesNotContain("swordfish");
    }

    @Test
    void parksWhatAListenerCannotDealWithAndGoesOn() {
        installation.write(0, Topics.STATUS, "a/0", "swordfish");
        installation.write(0, Topics.STATUS, "a/1", "food");
        follower.follow(
                partitions(),
                new StateListener() {
                    @Override
                    public void restore(TopicRecord record) {
                        if (record.key().equals("a/0")) {
                            throw new IllegalStateException("can't deal with swordfish");
                        }
                        journal.note(RecordedListener.text(record));
                    }

                    @Override
                    public void begin() {
                        journal.note("begin");
                    }

                    @Override
                    public void changed(TopicRecord record) {}
                },
                loop);

        assertThat(journal.awaitAll("begin")).containsExactly("a/1=food", "begin");
        assertThat(instance.failures()).isEmpty();
        var letter = onlyLetter();
        assertThat(letter.getKey()).isEqualTo("a/0");
        assertThat(letter.getError()).contains("IllegalStateException").doesNotContain("swordfish");
    }

    @Test
    void worksInTheTraceOfEachRecord() {
        var trace = TraceContext.begin(new Random(1));
        Traces.within(trace, () -> instance.publisher()
                .sendTo(0, Topics.STATUS, "a/0", new UnitDeclared("traced"))
                .join());
        follower.follow(
                partitions(),
                new StateListener() {
                    @Override
                    public void restore(TopicRecord record) {
                        journal.note(Traces.current().orElseThrow().traceId());
                    }

                    @Override
                    public void begin() {}

                    @Override
                    public void changed(TopicRecord record) {}
                },
                loop);

        assertThat(journal.await(entries -> !entries.isEmpty())).containsExactly(trace.traceId());
    }

    private void follow() {
        follower.follow(partitions(), new RecordedListener("", journal), loop);
    }

    private Set<TopicPartition> partitions() {
        return TopicFollower.allOf(
                instance.kafka(), new TopicsAdmin(instance.kafka()), List.of(Topics.STATUS, Topics.CLUSTERS));
    }

    private DeadLetter onlyLetter() {
        var letters = installation.await(installation.name(Topics.STATUS) + ".dead", found -> !found.isEmpty());
        assertThat(letters).hasSize(1);
        return RecordCodec.ofThisVersion().decode(letters.getFirst().value(), DeadLetter.class);
    }
}
