package io.headwater.bench.micro;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of one operation, which says more than the clock on a machine that has other work. That of the compilers and of garbage collection is left
 * out.
 */
public final class ProcessorTime implements InternalProfiler {

    private static final String WORKER = "jmh-worker";
    private static final double NANOS_PER_MILLI = 1e6;

    private long before;

    @Override
    public String getDescription() {
        return "Processor time of the threads that run a benchmark";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = spent();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        var operations = result.getMetadata().getAllOps();
        return List.of(new ScalarResult(
                "cpu.time.norm", (spent() - before) / NANOS_PER_MILLI / operations, "ms/op", AggregationPolicy.AVG));
    }

    private static long spent() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains(WORKER))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .filter(time -> time > 0)
                .sum();
    }
}
