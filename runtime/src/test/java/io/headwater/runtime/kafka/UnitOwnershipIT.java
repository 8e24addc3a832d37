package io.headwater.runtime.kafka;

import static io.headwater.runtime.kafka.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.runtime.kafka.UnitOwnership.Owner;
import io.headwater.schemas.Topics;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithKafka
class UnitOwnershipIT {

    private final Installation installation;
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();

    UnitOwnershipIT(TestKafka kafka) {
        this.installation = new Installation(kafka, 1, Topics.UNITS);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void givesEachUnitOneOwnerAndLetsGoBeforeItEnds() {
        var one = share("one");
        eventually(() -> owned("one") == TopicsAdmin.UNIT_PARTITIONS);
        share("two");
        eventually(() ->
                owned("one") == TopicsAdmin.UNIT_PARTITIONS / 2 && owned("two") == TopicsAdmin.UNIT_PARTITIONS / 2);

        assertThat(IntStream.range(0, 100).mapToObj(number -> "https://git.example.com/" + number))
                .allSatisfy(unit -> assertThat(owners.values().stream().filter(owner -> owner.owns(unit)))
                        .hasSize(1));

        one.close();

        assertThat(owned("one")).isZero();
        eventually(() -> owned("two") == TopicsAdmin.UNIT_PARTITIONS);
    }

    @Test
    void givesAProcessThatComesBackWhatItHad() {
        share("one").close();
        share("one");

        eventually(() -> owned("one") == TopicsAdmin.UNIT_PARTITIONS);
    }

    private UnitOwnership share(String name) {
        var instance = installation.instance(name);
        owners.put(name, new Owner(Set.of()));
        return instance.open(new UnitOwnership(
                "tested",
                instance.kafka(),
                installation.topics(),
                instance.loop(name),
                owner -> owners.put(name, owner),
                instance.failures()::add));
    }

    private int owned(String name) {
        return Stream.ofNullable(owners.get(name))
                .mapToInt(owner -> owner.partitions().size())
                .sum();
    }
}
