package io.headwater.kubernetes;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/** How what a computation allocates grows with its input, which, unlike time, is the same on a busy machine. */
public final class Growth {

    /** Of a computation that looks at each element once, or sorts them, and never at each for each. */
    public static final double LINEAR = 20;

    private static final int FEW = 200;
    private static final int MANY = 10 * FEW;

    private Growth() {}

    /**
     * How many times as much is allocated for ten times the elements: about 10 if each of them costs the same, 100 if each costs as much as all.
     *
     * @param preparation makes a computation of so many elements, and counts for nothing
     */
    public static double of(IntFunction<Runnable> preparation) {
        var few = preparation.apply(FEW);
        var many = preparation.apply(MANY);
        few.run();
        return (double) allocatedBy(many) / allocatedBy(few);
    }

    private static long allocatedBy(Runnable computation) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        computation.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
