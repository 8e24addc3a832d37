package io.headwater.differ.topology;

import static io.headwater.differ.topology.Partition.NOON;

import io.headwater.differ.core.Manifests;
import io.headwater.differ.topology.Partition.Standing;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ObjectOutcome;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.RequestSync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The differ in its world, in one thread: topics that are read in any order, each for itself in its own, a cluster that tells of its changes, an
 * applier that does what it is asked for, and crashes of the differ that cost it everything it has in memory and in its store.
 */
final class World implements AutoCloseable {

    private final Random random;
    private final Map<Topic, List<Entry>> topics = new LinkedHashMap<>();
    private final Map<Topic, Integer> read = new HashMap<>();
    private final Map<String, KubernetesObject> cluster = new TreeMap<>();
    private final Map<String, KubernetesObject> wanted = new TreeMap<>();
    private final Set<String> known = new HashSet<>();
    private final Deque<RequestSync> requests = new ArrayDeque<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> effective = new ArrayList<>();
    private final List<Standing> verdicts = new ArrayList<>();
    private Partition partition = new Partition();
    private Instant now = NOON;
    private String newestSet = "";
    private long version = 100;
    private int failures;
    private int crashesLeft;
    private @Nullable TestRecord<String, byte[]> lastVerdict;

    World(long seed, int crashes) {
        random = new Random(seed);
        crashesLeft = crashes;
        TopicNames.SOURCES.forEach(topic -> {
            topics.put(topic, new ArrayList<>());
            read.put(topic, 0);
        });
    }

    /** Another service writes records. */
    World writes(List<Entry> entries) {
        entries.forEach(entry -> records(entry.topic()).add(entry));
        return this;
    }

    /** A commit was rendered: these are the objects from now on. */
    World commits(String setDigest, KubernetesObject... objects) {
        wanted.clear();
        for (var object : objects) {
            wanted.put(object.name(), object);
        }
        newestSet = setDigest;
        return writes(Entries.rendered(setDigest, objects));
    }

    /** Somebody changes an object by hand. */
    World changes(KubernetesObject object) {
        apply(object);
        return this;
    }

    /** Somebody deletes an object by hand. */
    World deletes(String name) {
        remove(name);
        return this;
    }

    /** The next syncs fail, and change nothing. */
    World failing(int syncs) {
        failures = syncs;
        return this;
    }

    /** Lets everything happen that can, in an order that the seed decides. */
    World settles() {
        while (true) {
            var choices = choices();
            if (choices.isEmpty()) {
                decideWhatIsDue();
                choices = choices();
            }
            if (choices.isEmpty()) {
                return this;
            }
            choices.get(random.nextInt(choices.size())).run();
            if (crashesLeft > 0 && random.nextInt(12) == 0) {
                crashesLeft--;
                crash();
            }
        }
    }

    /** Lets time go by, and everything happen that comes of it. */
    World passes(Duration time) {
        now = now.plus(time);
        partition.pass(time);
        listen();
        return settles();
    }

    /** What was done to the cluster: the requests that were carried out to their end. */
    List<String> effective() {
        return effective;
    }

    /** The objects in the cluster, by name, with their one value. */
    Map<String, String> values() {
        var values = new TreeMap<String, String>();
        cluster.forEach((name, object) ->
                values.put(name, object.tree().path("data").path("value").asText()));
        return values;
    }

    /** The last verdict, byte for byte. */
    String verdict() {
        return ContentDigest.of(Objects.requireNonNull(lastVerdict).value()).hex();
    }

    @Override
    public void close() {
        partition.close();
    }

    private List<Runnable> choices() {
        var choices = new ArrayList<Runnable>();
        topics.forEach((topic, entries) -> {
            if (position(topic) < entries.size()) {
                choices.add(() -> deliver(topic));
            }
        });
        if (!work.isEmpty()) {
            choices.add(() -> work.removeFirst().run());
        } else if (!requests.isEmpty()) {
            choices.add(() -> accept(requests.removeFirst()));
        }
        return choices;
    }

    /** What a task decides about by itself at its beginning. */
    private void decideWhatIsDue() {
        now = now.plusMillis(1);
        partition.pass(Duration.ofMillis(1));
        listen();
    }

    private void deliver(Topic topic) {
        var position = position(topic);
        read.put(topic, position + 1);
        partition.write(records(topic).get(position));
        listen();
    }

    /** Reads what the differ wrote. The same request again is the same operation. */
    private void listen() {
        for (var request : partition.requests()) {
            if (known.add(request.getOperationId())) {
                requests.add(request);
            }
        }
        for (var record : partition.verdictRecords()) {
            lastVerdict = record;
            verdicts.add(new Standing(Topics.DRIFT, record.key(), record.value(), ""));
        }
    }

    private void accept(RequestSync request) {
        if (!newestSet.equals(request.getSetDigest())) {
            writes(List.of(Entries.accepted(request), Entries.superseded(request)));
            return;
        }
        writes(List.of(Entries.accepted(request)));
        var steps = new int[] {1};
        var fails = failures > 0;
        if (fails) {
            failures--;
        } else {
            var named = request.getObjects().stream()
                    .map(object -> object.getName())
                    .toList();
            wanted.forEach((name, object) -> {
                if (named.isEmpty() || named.contains(name)) {
                    work.add(() -> {
                        apply(object);
                        writes(List.of(Entries.stepped(request.getOperationId(), steps[0]++, object, version(name))));
                    });
                }
            });
            work.add(() -> prune(request, named, steps));
        }
        work.add(() -> {
            var phase = fails ? OperationPhase.FAILED : OperationPhase.SUCCEEDED;
            writes(List.of(Entries.finished(request, steps[0]++, phase)));
            effective.add(describe(request) + " " + phase);
        });
    }

    private void prune(RequestSync request, List<String> named, int[] steps) {
        if (!request.getPrune()) {
            return;
        }
        for (var object : List.copyOf(cluster.values())) {
            if (!wanted.containsKey(object.name()) && (named.isEmpty() || named.contains(object.name()))) {
                var read = version(object.name());
                remove(object.name());
                writes(List.of(
                        Entries.stepped(request.getOperationId(), steps[0]++, object, ObjectOutcome.PRUNED, read)));
            }
        }
    }

    /** Server-side apply: what is as it should be stays at its version. */
    private void apply(KubernetesObject object) {
        var present = cluster.get(object.name());
        if (present == null
                || !Manifests.compare(object, present, IgnoredFields.NONE)
                        .differences()
                        .isEmpty()) {
            cluster.put(object.name(), Manifests.live(object, "uid-of-" + object.name(), ++version));
            writes(List.of(Entries.live(object, version)));
        }
    }

    private void remove(String name) {
        var gone = Objects.requireNonNull(cluster.remove(name));
        writes(List.of(Entries.deleted(gone.key(), ++version)));
    }

    private long version(String name) {
        return Long.parseLong(Objects.requireNonNull(cluster.get(name)).resourceVersion());
    }

    private void crash() {
        partition.close();
        var standing = new ArrayList<>(verdicts);
        topics.forEach((topic, entries) -> {
            read.put(topic, 0);
            entries.stream().map(Standing::of).forEach(standing::add);
        });
        partition = new Partition(standing, now);
    }

    private List<Entry> records(Topic topic) {
        return Objects.requireNonNull(topics.get(topic));
    }

    private int position(Topic topic) {
        return Objects.requireNonNull(read.get(topic));
    }

    private static String describe(RequestSync request) {
        var objects = request.getObjects().stream()
                .map(object ->
                        ObjectKey.of(object.getGroup(), object.getKind(), object.getNamespace(), object.getName()))
                .toList();
        return "%s %s of %s, attempt %d, prune %s, %s"
                .formatted(
                        request.getOrigin(),
                        request.getOperationId(),
                        request.getSetDigest(),
                        request.getAttempt(),
                        request.getPrune(),
                        objects);
    }
}
