package io.headwater.applier.core;

import io.headwater.kubernetes.sync.SyncPhase;
import java.util.Comparator;

/** A place in the order of a sync: waves follow each other within a phase, phases follow each other. */
public record WavePoint(SyncPhase phase, int wave) implements Comparable<WavePoint> {

    /** Where a sync is before it has begun. */
    public static final WavePoint NONE = new WavePoint(SyncPhase.SYNC, 0);

    private static final Comparator<WavePoint> ORDER =
            Comparator.comparing(WavePoint::phase).thenComparingInt(WavePoint::wave);

    @Override
    public int compareTo(WavePoint other) {
        return ORDER.compare(this, other);
    }
}
