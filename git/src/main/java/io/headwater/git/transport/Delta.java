package io.headwater.git.transport;

import org.eclipse.jgit.errors.PackProtocolException;

/** Applies Git's binary deltas (gitformat-pack, "Deltified representation"). */
final class Delta {

    private final byte[] base;
    private final byte[] delta;
    private int position;

    private final long resultSize;

    Delta(byte[] base, byte[] delta) throws PackProtocolException {
        this.base = base;
        this.delta = delta;
        try {
            if (size() != base.length) {
                throw impossible("is of another object than it says");
            }
            this.resultSize = size();
        } catch (IndexOutOfBoundsException failure) {
            throw impossible("is cut off");
        }
    }

    long resultSize() {
        return resultSize;
    }

    /** To be called once, and only after the result's size was found acceptable. */
    byte[] apply() throws PackProtocolException {
        var result = new byte[(int) resultSize];
        try {
            int filled = 0;
            while (position < delta.length) {
                var command = delta[position++] & 0xff;
                filled += (command & 0x80) != 0 ? copy(command, result, filled) : insert(command, result, filled);
            }
            if (filled != result.length) {
                throw impossible("makes less than it says");
            }
            return result;
        } catch (IndexOutOfBoundsException failure) {
            throw impossible("leads out of its object");
        }
    }

    private static PackProtocolException impossible(String what) {
        return new PackProtocolException("the pack that the server sent holds a delta that " + what);
    }

    private int copy(int command, byte[] result, int filled) {
        int offset = 0;
        for (int i = 0; i < 4; i++) {
            offset |= (command & 1 << i) != 0 ? (delta[position++] & 0xff) << 8 * i : 0;
        }
        int length = 0;
        for (int i = 0; i < 3; i++) {
            length |= (command & 0x10 << i) != 0 ? (delta[position++] & 0xff) << 8 * i : 0;
        }
        var count = length == 0 ? 0x10000 : length;
        System.arraycopy(base, offset, result, filled, count);
        return count;
    }

    private int insert(int count, byte[] result, int filled) throws PackProtocolException {
        if (count == 0) {
            throw impossible("has an unknown command");
        }
        System.arraycopy(delta, position, result, filled, count);
        position += count;
        return count;
    }

    private long size() {
        long size = 0;
        int shift = 0;
        int octet;
        do {
            octet = delta[position++] & 0xff;
            size |= (long) (octet & 0x7f) << shift;
            shift += 7;
        } while ((octet & 0x80) != 0 && shift < 63);
        return size;
    }
}
