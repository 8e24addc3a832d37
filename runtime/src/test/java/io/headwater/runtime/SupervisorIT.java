package io.headwater.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.runtime.ServiceException.Code;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.kafka.KafkaAccess;
import io.headwater.runtime.kafka.TopicsGuard;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.schemas.Topics;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One process with one set of topics, in which supervisors come and go. */
@WithKafka
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupervisorIT {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final ProcessEnvironment process;
    private LinkedBlockingQueue<Life> lives;
    private LinkedBlockingQueue<Error> failuresAtStart;
    private CompletableFuture<Throwable> halted;
    private Supervisor supervisor;

    SupervisorIT(TestKafka kafka) {
        var settings = Configuration.of(Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "topics.prefix", "supervised" + System.nanoTime(),
                "topics.partitions", "1",
                "instance", "one",
                "sealing.key.file", "no-key"));
        var config = RuntimeConfig.from(settings);
        var access = new KafkaAccess(config);
        this.process = new ProcessEnvironment(
                settings,
                config,
                access,
                new TopicsGuard(access),
                Sealer.ephemeral(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                new Readiness(),
                ((InstantSource) now::get).withZone(ZoneOffset.UTC),
                new Random(1));
    }

    @BeforeAll
    void createTopics() {
        process.guard().current();
    }

    @BeforeEach
    void start() {
        lives = new LinkedBlockingQueue<>();
        failuresAtStart = new LinkedBlockingQueue<>();
        halted = new CompletableFuture<>();
        supervisor = new Supervisor(new FakeService(), process, halted::complete);
    }

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @AfterAll
    void close() {
        process.close();
    }

    @Test
    void buildsAFailedServiceUpAnewEverSlowerHoweverOftenItFails() {
        supervisor.start();
        var life = nextLife();
        for (var least : List.of(200, 400, 800)) {
            life.fails(new IllegalStateException("once"));
            life.fails(new IllegalStateException("twice"));
            life.fails(new IllegalStateException("thrice"));
            awaitEnd(life);
            var next = nextLife();

            assertThat(Duration.ofNanos(next.started - life.ended.join()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(least));
            life = next;
        }
    }

    @Test
    void isQuickAgainAfterACalmMinute() {
        supervisor.start();
        for (var failure : List.of("first", "second", "third", "fourth")) {
            nextLife().fails(new IllegalStateException(failure));
        }
        var calm = nextLife(); // a fifth one in a row would be paused for 3200 milliseconds after
        now.updateAndGet(instant -> instant.plusSeconds(61));
        calm.fails(new IllegalStateException("after a calm minute"));
        awaitEnd(calm);

        assertThat(Duration.ofNanos(nextLife().started - calm.ended.join())).isLessThan(Duration.ofMillis(3200));
    }

    @Test
    void goesOnAfterAnErrorAtTheStart() {
        failuresAtStart.add(new NoClassDefFoundError("a class"));
        supervisor.start();

        nextLife();

        awaitReady();
    }

    @Test
    void buildsAServiceUpAnewOnTheNewTopicsWhenTopicsAreLost() throws InterruptedException, ExecutionException {
        supervisor.start();
        var before = nextLife();
        var topic = process.kafka().name(Topics.DRIFT);
        try (var admin = process.kafka().admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }

        var after = nextLife();

        awaitEnd(before);
        assertThat(after.context.topics().digestOf(topic))
                .isNotEqualTo(before.context.topics().digestOf(topic));
        assertThat(after.context.topics()).isEqualTo(process.guard().current());
    }

    @Test
    void endsWhereOnlyAHumanCanHelp() {
        supervisor.start();
        var life = nextLife();

        life.fails(new ServiceException(Code.HUB_ACCESS, "there is no way to the hub", null));

        assertThat(halted.orTimeout(10, TimeUnit.SECONDS).join()).hasMessage("there is no way to the hub");
        awaitEnd(life);
        assertThat(supervisor.isReady()).isFalse();
        assertThat(lives).isEmpty();
    }

    @Test
    void isNotMisledByWhatAFormerLifeTellsTooLate() {
        supervisor.start();
        var former = nextLife();
        former.fails(new IllegalStateException("first"));
        var present = nextLife();

        former.fails(new IllegalStateException("too late"));
        present.fails(new ServiceException(Code.HUB_ACCESS, "there is no way to the hub", null));

        assertThat(halted.orTimeout(10, TimeUnit.SECONDS).join()).hasMessage("there is no way to the hub");
        assertThat(lives).isEmpty();
    }

    @Test
    void endsTheServiceWhenItIsClosed() {
        supervisor.start();
        var life = nextLife();
        awaitReady();

        supervisor.close();

        assertThat(life.ended).isDone();
        assertThat(supervisor.isReady()).isFalse();
        assertThat(lives).isEmpty();
        assertThat(halted).isNotDone();
    }

    private Life nextLife() {
        try {
            var life = lives.poll(20, TimeUnit.SECONDS);
            assertThat(life).as("the next life").isNotNull();
            return life;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!supervisor.isReady()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void awaitEnd(Life life) {
        life.ended.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** One life of the service, which the test ends. */
    private record Life(ServiceContext context, long started, CompletableFuture<Long> ended)
            implements Service.Running {

        void fails(Throwable cause) {
            context.onFailure().accept(cause);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() {
            ended.complete(System.nanoTime());
        }
    }

    private final class FakeService implements Service {

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Running start(ServiceContext context) {
            var failure = failuresAtStart.poll();
            if (failure != null) {
                throw failure;
            }
            var life = new Life(context, System.nanoTime(), new CompletableFuture<>());
            lives.add(life);
            return life;
        }
    }
}
