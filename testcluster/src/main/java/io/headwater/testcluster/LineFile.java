package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file that another process writes line by line. A line that is just being written does not count yet; nor does it matter when the file is not there yet. */
record LineFile(Path path) {

    private static final int STEP = 8192;

    /**
     * Some whole lines.
     *
     * @param end where they end in the file
     */
    record Part(String text, long end) {}

    /** Where the last whole line ends. */
    long end() {
        return endAfter(0);
    }

    /** The whole lines from the given place on, which must be the end of one. */
    Part linesSince(long from) {
        var end = endAfter(from);
        if (end <= from) {
            return new Part("", from);
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var bytes = new byte[Math.toIntExact(end - from)];
            file.seek(from);
            file.readFully(bytes);
            return new Part(new String(bytes, StandardCharsets.UTF_8), end);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private long endAfter(long from) {
        if (!Files.exists(path)) {
            return from;
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var buffer = new byte[STEP];
            for (var end = file.length(); end > from; ) {
                var start = Math.max(from, end - buffer.length);
                var length = (int) (end - start);
                file.seek(start);
                file.readFully(buffer, 0, length);
                for (var index = length - 1; index >= 0; index--) {
                    if (buffer[index] == '\n') {
                        return start + index + 1;
                    }
                }
                end = start;
            }
            return from;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private TestClusterException unreadable(IOException cause) {
        return new TestClusterException(Code.FILES, "cannot read " + path + ": " + cause.getMessage(), cause);
    }
}
