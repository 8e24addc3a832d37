package io.headwater.bench.micro;

import io.headwater.kubernetes.diff.FieldDifference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One object of 1 MB. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LargeObjectBenchmark {

    @Param
    private LargeObject object = LargeObject.CONFIG_MAP;

    @Param
    private Change change = Change.NONE;

    private @Nullable Pair pair;

    @Setup
    public void prepare() {
        pair = object.pair(change);
    }

    @Benchmark
    public @Nullable List<FieldDifference> compare() {
        return pair == null ? null : pair.differences();
    }
}
