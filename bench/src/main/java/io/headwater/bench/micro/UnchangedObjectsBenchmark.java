package io.headwater.bench.micro;

import io.headwater.differ.core.AppliedForm;
import io.headwater.differ.core.Comparison;
import io.headwater.differ.core.Comparisons;
import io.headwater.differ.core.DesiredObject;
import io.headwater.differ.core.LiveObject;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What 200 objects cost of which neither what Git wants nor what the cluster has is another than before. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UnchangedObjectsBenchmark {

    private final Map<String, KubernetesObject> desired = new HashMap<>();
    private final Map<ObjectKey, KubernetesObject> live = new HashMap<>();
    private final List<Known> known = new ArrayList<>();
    private final Comparisons comparisons = new Comparisons(new Contents(), Comparison.BY_PREDICTION);

    private record Known(DesiredObject desired, LiveObject live) {}

    private final class Contents implements Comparisons.Trees {
        @Override
        public Optional<KubernetesObject> desired(String digest) {
            return Optional.ofNullable(desired.get(digest));
        }

        @Override
        public Optional<KubernetesObject> live(ObjectKey key) {
            return Optional.ofNullable(live.get(key));
        }

        @Override
        public Optional<KubernetesObject> tried(ObjectKey key, AppliedForm form) {
            return Optional.empty();
        }
    }

    @Setup
    public void prepare() {
        for (var pair : SampleApplication.of(SampleApplication.SMALLEST, Change.NONE)) {
            var digest = ContentDigest.of(pair.desired().tree()).hex();
            var key = pair.live().key();
            desired.put(digest, pair.desired());
            live.put(key, pair.live());
            var known = new Known(
                    DesiredObject.of(digest, pair.desired()),
                    LiveObject.of(key, "https://kubernetes.default.svc", true, pair.live()));
            this.known.add(known);
            comparisons.of(known.desired, known.live, Optional.empty());
        }
    }

    /** What the differ does with them. */
    @Benchmark
    public void lookUp(Blackhole results) {
        for (var pair : known) {
            results.consume(comparisons.of(pair.desired, pair.live, Optional.empty()));
        }
    }

    /** What finding out that a manifest is the same as before costs whoever has rendered it. */
    @Benchmark
    public void digest(Blackhole results) {
        for (var object : desired.values()) {
            results.consume(ContentDigest.of(object.tree()));
        }
    }
}
