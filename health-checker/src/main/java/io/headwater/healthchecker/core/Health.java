package io.headwater.healthchecker.core;

/**
 * How an object is.
 *
 * @param message why, in one sentence; may be empty
 */
public record Health(HealthStatus status, String message) {

    static final Health HEALTHY = new Health(HealthStatus.HEALTHY, "");

    static Health healthy(String message) {
        return new Health(HealthStatus.HEALTHY, message);
    }

    static Health progressing(String message) {
        return new Health(HealthStatus.PROGRESSING, message);
    }

    static Health degraded(String message) {
        return new Health(HealthStatus.DEGRADED, message);
    }

    static Health suspended(String message) {
        return new Health(HealthStatus.SUSPENDED, message);
    }

    static Health unknown(String message) {
        return new Health(HealthStatus.UNKNOWN, message);
    }
}
