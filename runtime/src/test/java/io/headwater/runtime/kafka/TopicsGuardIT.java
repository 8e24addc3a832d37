package io.headwater.runtime.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.ServiceException;
import io.headwater.runtime.ServiceException.Code;
import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import io.headwater.schemas.Topics;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithKafka
class TopicsGuardIT {

    private final Installation installation;
    private final LinkedBlockingQueue<TopicsEpoch> losses = new LinkedBlockingQueue<>();
    private final TopicsGuard guard;

    TopicsGuardIT(TestKafka kafka) {
        this.installation = new Installation(kafka, 2, Topics.STATUS);
        this.guard = new TopicsGuard(installation.access("one"));
        guard.onLoss(losses::add);
    }

    @AfterEach
    void close() {
        guard.close();
        installation.close();
    }

    @Test
    void createsWhatIsMissingAsTheCatalogueDeclaresIt() throws ExecutionException, InterruptedException {
        var before = installation.topics();

        var epoch = guard.current();

        assertThat(epoch.ids()).containsAllEntriesOf(before.ids());
        var names = Topics.ALL.stream().map(installation::name).toList();
        var found = installation.admin().describeTopics(names).allTopicNames().get();
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(
                        requireNonNull(found.get(installation.name(topic))).partitions())
                .hasSize(
                        switch (topic.partitioning()) {
                            case BY_APPLICATION -> 2;
                            case BY_UNIT -> TopicsAdmin.UNIT_PARTITIONS;
                            case SINGLE -> 1;
                        }));
        var live = new ConfigResource(ConfigResource.Type.TOPIC, installation.name(Topics.LIVE));
        assertThat(installation
                        .admin()
                        .describeConfigs(List.of(live))
                        .all()
                        .get()
                        .get(live))
                .satisfies(config -> assertThat(
                                config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                        .isEqualTo(TopicConfig.CLEANUP_POLICY_COMPACT));
        assertThat(guard.current()).isEqualTo(epoch);
        assertThat(losses).isEmpty();
    }

    @Test
    void tellsWithinItsPeriodOfATopicThatWasDeletedAndOfOneThatWasCreatedAnew() throws InterruptedException {
        var first = guard.current();

        installation.delete(Topics.STATUS);
        var second = losses.poll(5, TimeUnit.SECONDS);
        assertThat(second).isNotNull();
        assertThat(second.ids()).containsOnlyKeys(first.ids().keySet());
        assertThat(second.digest()).isNotEqualTo(first.digest());

        installation.delete(Topics.DRIFT);
        var third = losses.poll(5, TimeUnit.SECONDS);
        assertThat(third).isNotNull();
        assertThat(guard.current()).isEqualTo(third);
        assertThat(third.digestOf(installation.name(Topics.STATUS)))
                .isEqualTo(second.digestOf(installation.name(Topics.STATUS)));
    }

    @Test
    void saysWhichTopicIsNotAsItMustBeAndWhatToDo() throws InterruptedException, ExecutionException {
        createDriftWithFivePartitions();

        assertThatThrownBy(guard::current)
                .isInstanceOfSatisfying(ServiceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(Code.TOPICS_MISMATCH))
                .hasMessageContainingAll(
                        installation.name(Topics.DRIFT) + " has 5 partitions instead of 2",
                        "set topics.partitions",
                        "or delete them");
    }

    @Test
    void tellsAlsoOfATopicThatWasCreatedAnewOtherThanItMustBe() throws InterruptedException, ExecutionException {
        guard.current();
        installation.delete(Topics.DRIFT);
        createDriftWithFivePartitions();

        assertThat(losses.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(guard::current).hasMessageContaining("has 5 partitions instead of 2");
    }

    private void createDriftWithFivePartitions() throws InterruptedException, ExecutionException {
        installation
                .admin()
                .createTopics(List.of(new NewTopic(installation.name(Topics.DRIFT), 5, (short) 1)))
                .all()
                .get();
    }
}
