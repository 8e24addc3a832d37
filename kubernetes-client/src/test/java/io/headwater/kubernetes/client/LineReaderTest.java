package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8192})
    void findsTheSameLinesHoweverTheBytesArrive(int atOnce) throws IOException {
        var large = "x".repeat(100_000);

        assertThat(lines("one\n\n" + large + "\ntwo\n", atOnce)).containsExactly("one", large, "two");
    }

    @Test
    void doesNotTakeHalfALineForAWhole() {
        assertThatThrownBy(() -> lines("one\ntw", 8192)).isInstanceOf(EOFException.class);
    }

    private static List<String> lines(String text, int atOnce) throws IOException {
        var lines = new ArrayList<String>();
        var reader = new LineReader(arriving(text.getBytes(StandardCharsets.UTF_8), atOnce));
        for (var line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }
        return lines;
    }

    private static InputStream arriving(byte[] bytes, int atOnce) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, atOnce));
            }
        };
    }
}
