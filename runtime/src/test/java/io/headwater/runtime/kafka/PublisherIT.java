package io.headwater.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.ServiceException;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.UnitDeclared;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithKafka
class PublisherIT {

    private static final String APPLICATION = "argocd/shop";

    private final Installation installation;
    private final Instance instance;

    PublisherIT(TestKafka kafka) {
        this.installation = new Installation(kafka, 3, Topics.OPERATIONS);
        this.instance = installation.instance("one");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void fencesTheFormerOwnerWhoseRecordsAreNeverSeen() {
        var former = instance.transactionalPublisher("0");
        former.transaction(() -> former.send(Topics.OPERATIONS, APPLICATION, new UnitDeclared("former")));
        var owner = instance.transactionalPublisher("0");
        owner.transaction(() -> owner.send(Topics.OPERATIONS, APPLICATION, new UnitDeclared("owner")));

        assertThatThrownBy(() -> former.transaction(
                        () -> former.send(Topics.OPERATIONS, APPLICATION, new UnitDeclared("fenced"))))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        failure -> assertThat(failure.code().type()).isEqualTo(ServiceException.Type.RETRY));
        owner.transaction(() -> owner.send(Topics.OPERATIONS, APPLICATION, new UnitDeclared("last")));

        assertThat(unitsUpTo("last")).containsExactly("former", "owner", "last");
    }

    @Test
    void showsReadersNothingOfATransactionThatWasNotCommitted() {
        var first = instance.transactionalPublisher("0");
        assertThatThrownBy(() -> first.transaction(() -> {
                    first.send(Topics.OPERATIONS, APPLICATION, new UnitDeclared("half"));
                    throw new IllegalStateException("the other half can't be written");
                }))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("the other half");
        first.close();
        var second = instance.transactionalPublisher("0");
        second.transaction(() -> second.send(Topics.OPERATIONS, APPLICATION, new UnitDeclared("whole")));

        assertThat(unitsUpTo("whole")).containsExactly("whole");
    }

    @Test
    void keepsAnApplicationInOnePartitionAndWritesTheRestIntoAll() {
        var publisher = instance.publisher();
        publisher.send(Topics.OPERATIONS, APPLICATION + "|b", new UnitDeclared("b"));
        publisher.remove(Topics.OPERATIONS, APPLICATION + "|c", Map.of(EventHeaders.RESOURCE_VERSION, "17"));
        publisher
                .sendEverywhere(Topics.OPERATIONS, "*|cluster|x", new UnitDeclared("x"))
                .join();

        var records = installation.await(installation.name(Topics.OPERATIONS), found -> found.size() == 5);

        assertThat(records)
                .filteredOn(record -> record.key().startsWith(APPLICATION))
                .extracting(ConsumerRecord::partition)
                .hasSize(2)
                .containsOnly(records.stream()
                        .filter(record -> record.key().endsWith("|b"))
                        .findFirst()
                        .orElseThrow()
                        .partition());
        assertThat(records)
                .filteredOn(record -> record.key().startsWith("*"))
                .extracting(ConsumerRecord::partition)
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(records)
                .filteredOn(record -> record.value() == null)
                .singleElement()
                .satisfies(
                        tombstone -> assertThat(EventHeaders.text(tombstone.headers(), EventHeaders.RESOURCE_VERSION))
                                .hasValue("17"));
        assertThat(records).allSatisfy(record -> {
            assertThat(EventHeaders.traceOf(record.headers())).isPresent();
            assertThat(EventHeaders.text(record.headers(), EventHeaders.SOURCE).orElseThrow())
                    .endsWith("/tested");
        });
    }

    @Test
    void tellsTheServiceWhatCouldNotBeWritten() {
        var tooLarge = new UnitDeclared("x".repeat(9 * 1024 * 1024));

        assertThatThrownBy(() -> instance.publisher()
                        .send(Topics.OPERATIONS, APPLICATION, tooLarge)
                        .join())
                .hasMessageContaining(installation.name(Topics.OPERATIONS));
        assertThat(instance.failures()).singleElement().isInstanceOf(ServiceException.class);
    }

    private List<String> unitsUpTo(String last) {
        return installation
                .await(installation.name(Topics.OPERATIONS), records -> records.stream()
                        .anyMatch(record -> unit(record).equals(last)))
                .stream()
                .map(PublisherIT::unit)
                .toList();
    }

    private static String unit(ConsumerRecord<String, byte[]> record) {
        return RecordCodec.ofThisVersion()
                .decode(record.value(), UnitDeclared.class)
                .getUnit();
    }
}
