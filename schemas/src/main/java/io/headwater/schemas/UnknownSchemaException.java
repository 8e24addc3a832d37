package io.headwater.schemas;

/** A record was written with a schema that is not known yet. */
public final class UnknownSchemaException extends RuntimeException {

    private final long fingerprint;

    UnknownSchemaException(long fingerprint) {
        super("the schema %016x is not on the topic schemas yet".formatted(fingerprint));
        this.fingerprint = fingerprint;
    }

    /** CRC-64-AVRO of the schema's parsing canonical form. */
    public long fingerprint() {
        return fingerprint;
    }
}
