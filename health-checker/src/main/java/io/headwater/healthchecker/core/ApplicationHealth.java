package io.headwater.healthchecker.core;

import io.headwater.kubernetes.ObjectKey;
import java.util.Map;
import java.util.Optional;

/** The health of an application: the worst of its objects. */
public final class ApplicationHealth {

    private ApplicationHealth() {}

    /**
     * Decides on it.
     *
     * @param application what is wrong with its specification goes before all else: what it means is not known then
     * @param unknown why nothing can be said; empty when all that counts is known
     * @param drift what belongs to the application; empty when that is not known yet
     * @param live the health of its live objects; an object whose kind has no health is there with none
     */
    public static Health of(
            ApplicationInfo application,
            Optional<Reason> unknown,
            Optional<DriftInfo> drift,
            Map<ObjectKey, Optional<Health>> live) {
        if (!application.problems().isEmpty()) {
            return Health.unknown(application.problems().getFirst().message());
        }
        if (unknown.isPresent()) {
            return Health.unknown(unknown.get().message());
        }
        if (drift.isEmpty()) {
            return Health.unknown("what belongs to the application is not known yet");
        }
        var worst = Health.HEALTHY;
        var desired = 0;
        var present = 0;
        for (var object : drift.get().objects()) {
            if (!object.hook().isEmpty()) {
                continue;
            }
            var health = live.get(object.key());
            desired += object.desired() ? 1 : 0;
            present += health == null ? 0 : 1;
            if (health != null && health.isPresent() && health.get().status().isWorseThan(worst.status())) {
                worst = new Health(health.get().status(), health.get().message());
            }
        }
        return desired > 0 && present == 0 ? new Health(HealthStatus.MISSING, "") : worst;
    }
}
