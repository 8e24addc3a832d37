package io.headwater.git.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A request in Git's framing; the counterpart of {@link PacketLines}. */
final class PacketWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PacketWriter line(String text) {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        out.writeBytes(HexFormat.of().toHexDigits((short) (bytes.length + 4)).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        return this;
    }

    PacketWriter delimiter() {
        out.writeBytes("0001".getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    byte[] end() {
        out.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
