package io.headwater.runtime;

import org.jspecify.annotations.Nullable;

/** A service can't go on; the code's type says whether building it up anew can help. */
public final class ServiceException extends RuntimeException {

    /** Why a service can't go on. */
    public enum Code {
        /** A topic was deleted or created anew while it was used: state must be rebuilt. */
        TOPICS_LOST(Type.RETRY),
        /** The broker does not answer, or refused a write. */
        KAFKA_UNAVAILABLE(Type.RETRY),
        /** A topic is not as the catalogue declares it. */
        TOPICS_MISMATCH(Type.HALT),
        /** The sealing key is missing or unusable. */
        SEALING_KEY(Type.HALT),
        /** There is no usable way to the hub. */
        HUB_ACCESS(Type.HALT);

        private final Type type;

        Code(Type type) {
            this.type = type;
        }

        public Type type() {
            return type;
        }
    }

    /** What to do about it. */
    public enum Type {
        /** Build the service up anew. */
        RETRY,
        /** A human must act: the process ends. */
        HALT
    }

    private final Code code;

    public ServiceException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
