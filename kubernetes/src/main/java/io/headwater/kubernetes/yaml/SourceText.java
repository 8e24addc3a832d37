package io.headwater.kubernetes.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text in the bytes of a file: UTF-8, or UTF-16 if a byte order mark says so, as Argo CD reads it. */
final class SourceText {

    private SourceText() {}

    static String decode(byte[] content) throws MalformedManifestException {
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            return decode(content, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(content, 0xFE, 0xFF)) {
            return decode(content, 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(content, 0xFF, 0xFE)) {
            return decode(content, 2, StandardCharsets.UTF_16LE);
        }
        return decode(content, 0, StandardCharsets.UTF_8);
    }

    private static String decode(byte[] content, int from, Charset charset) throws MalformedManifestException {
        var in = ByteBuffer.wrap(content, from, content.length - from);
        var out = CharBuffer.allocate(content.length - from);
        var result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        out.flip();
        if (result.isError()) {
            throw new MalformedManifestException(
                    Position.at(out, out.length()), "the file is not " + charset + " text here; save it as UTF-8");
        }
        return out.toString();
    }

    private static boolean startsWith(byte[] content, int... mark) {
        if (content.length < mark.length) {
            return false;
        }
        for (var i = 0; i < mark.length; i++) {
            if ((content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
