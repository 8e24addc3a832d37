package io.headwater.e2e;

import static io.headwater.e2e.actors.Manifests.configMap;
import static io.headwater.e2e.actors.Manifests.configMapInWave;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.e2e.actors.Delivery;
import io.headwater.e2e.halt.Halts;
import io.headwater.e2e.halt.Moment;
import io.headwater.e2e.process.Installation;
import io.headwater.e2e.process.ServicesInstallation;
import io.headwater.e2e.process.ServicesInstallation.Plan;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.fault.KubernetesFault;
import io.headwater.testcluster.fault.KubernetesFaultProxy;
import io.headwater.testcluster.fault.KubernetesRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every process is killed at every moment that matters, and started again. What a commit does to the cluster is the same as without a kill: each object
 * is written with the same contents in the same order, none once more, none deleted that is not deleted otherwise.
 *
 * <p>Which moments there are is learnt from a commit that is delivered without a kill: every produce, every commit of offsets and every write to the API
 * server, by each service. Each is then the end of the service's process, before it and after it, while a commit like that one is delivered.
 */
class KillScenario extends Stage {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Those that write to API servers. */
    private static final List<String> WRITERS = List.of("catalog", "applier", "health-checker");

    private final Map<String, KubernetesFaultProxy> ways = new TreeMap<>();
    private final Halts halts = new Halts(build.root().resolve("e2e/target/halts"));

    @Override
    Installation install(ControlPlane hub, Path directory) {
        WRITERS.forEach(service -> ways.put(service, KubernetesFaultProxy.inFrontOf(hub)));
        halts.clear();
        return ServicesInstallation.start(
                build,
                hub,
                new Plan(
                        directory,
                        Map.of(
                                "kafka.client.interceptor.classes", Halts.INTERCEPTOR,
                                "timeout.reconciliation", "2s",
                                "timeout.reconciliation.jitter", "0s",
                                "applier.lease", "1s",
                                "applier.request.timeout", "2s"),
                        halts::jvmArguments,
                        build.root().resolve("e2e/target/classes").toString(),
                        (service, own) -> {
                            var way = ways.get(service);
                            return way == null ? own : way.kubeconfig(own);
                        }));
    }

    private ServicesInstallation services() {
        return (ServicesInstallation) installation();
    }

    @AfterAll
    void closeWays() {
        ways.values().forEach(KubernetesFaultProxy::close);
    }

    @TestFactory
    Stream<DynamicTest> goesOnWhenAProcessIsKilledAtAnyTime() {
        var story = new Story();
        var all = new ArrayList<>(ServicesInstallation.SERVICES);
        all.add("broker");
        return all.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> story.endsAsEver(() -> {
                            services().process(name).kill();
                            services().process(name).start();
                        })));
    }

    @Test
    void goesOnWhenAllProcessesAreKilledAtOnce() {
        var story = new Story();
        var all = new ArrayList<>(ServicesInstallation.SERVICES);
        all.add("broker");

        story.endsAsEver(() -> {
            all.parallelStream().forEach(name -> services().process(name).kill());
            all.forEach(name -> services().process(name).start());
        });
    }

    @TestFactory
    Stream<DynamicTest> goesOnWhenKilledBeforeAndAfterEachWriteToTheApiServer() {
        var story = new Story();
        return WRITERS.stream().flatMap(service -> story.writesOf(service).stream()
                .flatMap(write -> Stream.of(
                        DynamicTest.dynamicTest(
                                service + " before " + write, () -> killedAround(story, service, write, true)),
                        DynamicTest.dynamicTest(
                                service + " after " + write, () -> killedAround(story, service, write, false)))));
    }

    private void killedAround(Story story, String service, String write, boolean before) {
        var process = services().process(service);
        Consumer<KubernetesRequest> kill = request -> {
            process.kill();
            throw new IllegalStateException(service + " is killed, so nobody sends or hears this");
        };
        var fault = before ? new KubernetesFault.Before(kill) : new KubernetesFault.After(kill);
        try (var on = wayOf(service).fault(1, request -> story.isNext(write, request), fault)) {
            story.endsAsEver(() -> {
                on.awaitHits(1, LIMIT);
                process.awaitEnd(LIMIT);
                process.start();
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> goesOnWhenKilledBeforeAndAfterEachProduceAndCommit() {
        var story = new Story();
        return ServicesInstallation.SERVICES.stream().flatMap(service -> story.momentsOf(service).stream()
                .map(moment -> DynamicTest.dynamicTest(service + " " + moment, () -> halted(story, service, moment))));
    }

    private void halted(Story story, String service, Moment moment) {
        var process = services().process(service);
        halts.endAt(service, moment);
        story.endsAsEver(() -> {
            process.awaitEnd(LIMIT);
            process.start();
        });
    }

    private KubernetesFaultProxy wayOf(String service) {
        return Objects.requireNonNull(ways.get(service), service);
    }

    /** A delivery that goes on through all kills of a test. Its second commit is delivered without one, and is what all others are held against. */
    private final class Story {
        private final Delivery delivery = delivers();
        private final Map<String, Set<String>> writes = new HashMap<>();
        private final Map<String, Set<Moment>> moments = new HashMap<>();
        private final Map<String, List<String>> expected;
        private int step;

        Story() {
            tellsWhile(() -> {});
            ServicesInstallation.SERVICES.forEach(halts::forget);
            var requestsBefore = ways.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().requests().size()));
            expected = tellsWhile(() -> {});
            assertThat(expected)
                    .containsOnlyKeys("configmaps/settings", "configmaps/extra-now", "configmaps/extra-before");
            ways.forEach(
                    (service, way) -> writes.put(service, writesThrough(way, requestsBefore.getOrDefault(service, 0))));
            ServicesInstallation.SERVICES.forEach(service -> moments.put(service, halts.moments(service)));
        }

        private Set<String> writesThrough(KubernetesFaultProxy way, int from) {
            var requests = way.requests();
            return requests.subList(from, requests.size()).stream()
                    .filter(KubernetesRequest::isWrite)
                    .map(this::described)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> writesOf(String service) {
            return writes.getOrDefault(service, Set.of());
        }

        Set<Moment> momentsOf(String service) {
            return moments.getOrDefault(service, Set.of());
        }

        /** Whether a request is the one that was described, in the commit that comes next or the one that is being delivered. */
        boolean isNext(String write, KubernetesRequest request) {
            return request.isWrite() && described(request).equals(write);
        }

        private String described(KubernetesRequest request) {
            var trial = request.uri().toString().contains("dryRun") ? " (trial)" : "";
            return general("%s %s %s%s".formatted(request.verb(), request.resource(), request.name(), trial));
        }

        /** Tells of one more commit while something happens, and finds that it did to the cluster what every commit does. */
        void endsAsEver(Runnable something) {
            assertThat(tellsWhile(something)).isEqualTo(expected);
        }

        /** Changes an object, adds one and deletes one; returns what that did to the cluster. */
        private Map<String, List<String>> tellsWhile(Runnable something) {
            step++;
            var before = auditor.now();
            var commit = git.pushesRegardless(
                    Map.of(
                            "settings.yaml",
                            configMap("settings", "step-" + step),
                            "extra-" + step + ".yaml",
                            configMapInWave(1, "extra-" + step, "step-" + step)),
                    step > 1 ? new String[] {"extra-" + (step - 1) + ".yaml"} : new String[0]);
            something.run();
            services().awaitReady();
            delivery.awaitsSynced(commit);
            return general(auditor.effectsSince(before, cluster.namespace()));
        }

        private Map<String, List<String>> general(Map<String, List<String>> effects) {
            var general = new TreeMap<String, List<String>>();
            effects.forEach((object, contents) -> general.put(
                    general(object), contents.stream().map(this::general).toList()));
            return general;
        }

        /** Without the number of the step. */
        private String general(String text) {
            return text.replaceAll("-%d\\b".formatted(step), "-now")
                    .replaceAll("-%d\\b".formatted(step - 1), "-before");
        }
    }
}
