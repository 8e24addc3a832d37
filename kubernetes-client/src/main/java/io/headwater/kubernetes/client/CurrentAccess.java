package io.headwater.kubernetes.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The access that requests use now: opened at first use, renewed before it expires and when a server refuses it.
 *
 * <p>One thread renews, the others go on with what they have while it is valid, and wait where it is not.
 */
final class CurrentAccess {

    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final Duration LEAST_BETWEEN_RENEWALS = Duration.ofSeconds(5);

    private final AccessSource source;
    private final Clock clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable ClusterAccess current;
    private Instant renewed = Instant.MIN;

    CurrentAccess(AccessSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** @throws KubernetesException if there is no valid access and none can be had */
    ClusterAccess get() {
        var access = current;
        var now = clock.instant();
        if (access != null
                && access.expires().map(end -> now.isBefore(end.minus(EARLY))).orElse(true)) {
            return access;
        }
        if (access != null && access.expires().map(now::isBefore).orElse(true)) {
            renewInBackground(access);
            return access;
        }
        return renewedUnlessOther(access);
    }

    /** Another access than the one that was refused; the same if nothing newer can be had so soon. */
    ClusterAccess after(ClusterAccess refused) {
        return renewedUnlessOther(refused);
    }

    private void renewInBackground(ClusterAccess old) {
        if (!renewing.isLocked()) {
            Thread.ofVirtual().name("renew-access").start(() -> {
                try {
                    renewedUnlessOther(old);
                } catch (KubernetesException _) {
                    // The old one is valid yet; whoever needs a new one after that is told.
                }
            });
        }
    }

    private ClusterAccess renewedUnlessOther(@Nullable ClusterAccess old) {
        renewing.lock();
        try {
            var access = current;
            if (access != null && access != old) {
                return access;
            }
            var now = clock.instant();
            if (access != null && now.isBefore(renewed.plus(LEAST_BETWEEN_RENEWALS))) {
                return access;
            }
            var fresh = source.open();
            current = fresh;
            renewed = now;
            return fresh;
        } finally {
            renewing.unlock();
        }
    }
}
