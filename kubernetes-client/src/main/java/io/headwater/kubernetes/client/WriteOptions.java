package io.headwater.kubernetes.client;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a write is done.
 *
 * @param fieldManager in whose name fields are owned
 * @param force takes over fields that another manager owns; for server-side apply alone
 * @param dryRun has the API server do everything but storing it
 * @param validation what the API server does about unknown and duplicate fields
 * @param timeout how long the call may take; the connection's own when empty
 */
public record WriteOptions(
        String fieldManager, boolean force, boolean dryRun, FieldValidation validation, Optional<Duration> timeout) {

    /** What the API server does about unknown and duplicate fields. */
    public enum FieldValidation {
        IGNORE,
        WARN,
        STRICT;

        String parameter() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    public WriteOptions {
        if (fieldManager.isEmpty() || fieldManager.length() > 128) {
            throw new IllegalArgumentException("a field manager has 1 to 128 characters, was '" + fieldManager + "'");
        }
        if (timeout.isPresent() && !timeout.get().isPositive()) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout.get());
        }
    }

    /** Without force, stored, warning of unknown fields, in the connection's own time. */
    public static WriteOptions as(String fieldManager) {
        return new WriteOptions(fieldManager, false, false, FieldValidation.WARN, Optional.empty());
    }

    public WriteOptions forced(boolean forced) {
        return new WriteOptions(fieldManager, forced, dryRun, validation, timeout);
    }

    public WriteOptions dryRun(boolean dry) {
        return new WriteOptions(fieldManager, force, dry, validation, timeout);
    }

    public WriteOptions validated(FieldValidation wanted) {
        return new WriteOptions(fieldManager, force, dryRun, wanted, timeout);
    }

    public WriteOptions within(Duration limit) {
        return new WriteOptions(fieldManager, force, dryRun, validation, Optional.of(limit));
    }
}
