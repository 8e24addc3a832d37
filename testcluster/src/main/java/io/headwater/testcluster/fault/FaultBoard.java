package io.headwater.testcluster.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The faults that are on at a server, each for the requests it is meant for. The one that was switched on last wins. Safe for use by many threads.
 *
 * @param <R> a request
 * @param <F> what can be done to one
 */
public final class FaultBoard<R, F> {

    private final List<FaultSwitch<R, F>> switches = new CopyOnWriteArrayList<>();

    /** Switches a fault on, for every request that is meant, until it is switched off. */
    public FaultSwitch<R, F> on(Predicate<? super R> meant, F fault) {
        return add(meant, fault, Integer.MAX_VALUE);
    }

    /** Switches a fault on for the next so many requests that are meant. */
    public FaultSwitch<R, F> times(int times, Predicate<? super R> meant, F fault) {
        if (times < 1) {
            throw new IllegalArgumentException("a fault must hit at least once, not " + times + " times");
        }
        return add(meant, fault, times);
    }

    private FaultSwitch<R, F> add(Predicate<? super R> meant, F fault, int times) {
        var added = new FaultSwitch<R, F>(meant, fault, times, switches::remove);
        switches.addFirst(added);
        return added;
    }

    /** What shall be done to this request; counts as a hit. */
    public Optional<FaultSwitch<R, F>> hit(R request) {
        return switches.stream().filter(candidate -> candidate.hits(request)).findFirst();
    }

    /** Switches all faults off; whoever waits for that goes on. */
    public void allOff() {
        switches.forEach(FaultSwitch::off);
    }
}
