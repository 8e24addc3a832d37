package io.headwater.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Whether the services of a process do their work, all of them. */
public final class Readiness {

    private final Set<BooleanSupplier> services = ConcurrentHashMap.newKeySet();

    /** Whether there is a service, and none that is not ready. */
    public boolean isReady() {
        return !services.isEmpty() && services.stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    void add(BooleanSupplier service) {
        services.add(service);
    }

    void remove(BooleanSupplier service) {
        services.remove(service);
    }
}
