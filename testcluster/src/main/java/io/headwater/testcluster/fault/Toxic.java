package io.headwater.testcluster.fault;

/** What a {@link FaultProxy} can do to the bytes of one direction. */
public sealed interface Toxic {

    /** Passes nothing on, and keeps the connection. What was held back goes on its way when the toxic is taken off. */
    record Hang() implements Toxic {}

    /** Breaks off with a TCP reset, at once. */
    record Reset() implements Toxic {}

    /** Passes so many bytes on, counted for each connection from now, and then closes it in an orderly way. */
    record Cut(long afterBytes) implements Toxic {
        public Cut {
            if (afterBytes < 0) {
                throw new IllegalArgumentException("afterBytes must not be negative, was " + afterBytes);
            }
        }
    }

    /** Passes so many bytes a second on. */
    record Slow(int bytesPerSecond) implements Toxic {
        public Slow {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("bytesPerSecond must be at least 1, was " + bytesPerSecond);
            }
        }
    }
}
