package io.headwater.healthchecker.core;

/**
 * How something is, from best to worst, in Argo CD's words.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/health/">Argo CD: resource health</a>
 */
public enum HealthStatus {
    HEALTHY("Healthy"),
    SUSPENDED("Suspended"),
    PROGRESSING("Progressing"),
    MISSING("Missing"),
    DEGRADED("Degraded"),
    UNKNOWN("Unknown");

    private final String word;

    HealthStatus(String word) {
        this.word = word;
    }

    /** As it stands in {@code status.health.status}. */
    public String word() {
        return word;
    }

    public boolean isWorseThan(HealthStatus other) {
        return compareTo(other) > 0;
    }
}
