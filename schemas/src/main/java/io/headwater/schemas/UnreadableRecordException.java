package io.headwater.schemas;

import org.jspecify.annotations.Nullable;

/** Bytes that will never be a record: they belong on the dead-letter topic. */
public final class UnreadableRecordException extends RuntimeException {

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
