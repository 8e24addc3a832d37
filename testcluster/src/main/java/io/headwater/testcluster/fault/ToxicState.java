package io.headwater.testcluster.fault;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The toxic of one direction, and whoever waits for it to change. */
final class ToxicState {

    /**
     * A toxic, since a change.
     *
     * @param change counts up, so that the same toxic, put on again, is told from before
     */
    record Current(Optional<Toxic> toxic, long change) {}

    private Current current = new Current(Optional.empty(), 0);

    synchronized Current current() {
        return current;
    }

    synchronized void change(Optional<Toxic> toxic) {
        current = new Current(toxic, current.change() + 1);
        notifyAll();
    }

    /** Whoever waits looks at its connection again. */
    synchronized void wakeAll() {
        change(current.toxic());
    }

    /** Waits until it is another one than that. */
    synchronized void awaitChangeFrom(Current seen) throws InterruptedException {
        while (current.change() == seen.change()) {
            wait();
        }
    }

    /** Waits until it is another one than that, or for so long. */
    synchronized void awaitChangeFrom(Current seen, long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        for (var left = nanos; current.change() == seen.change() && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
