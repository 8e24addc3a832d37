package io.headwater.repowatcher.core;

import io.headwater.kubernetes.ApplicationKey;
import java.util.Comparator;

/**
 * One source of one application.
 *
 * @param index its position in the Application, from 0
 */
public record SourceKey(ApplicationKey application, int index) implements Comparable<SourceKey> {

    private static final Comparator<SourceKey> ORDER =
            Comparator.comparing(SourceKey::application).thenComparingInt(SourceKey::index);

    @Override
    public int compareTo(SourceKey other) {
        return ORDER.compare(this, other);
    }
}
