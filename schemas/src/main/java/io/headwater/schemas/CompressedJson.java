package io.headwater.schemas;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/** JSON as it travels inside records: compressed with zstd. */
public final class CompressedJson {

    /** The largest document that is accepted, in bytes; a frame that claims more is not unpacked. */
    public static final int LARGEST = 64 * 1024 * 1024;

    private static final int LEVEL = 3;

    private CompressedJson() {}

    public static ByteBuffer compress(byte[] json) {
        return ByteBuffer.wrap(Zstd.compress(json, LEVEL));
    }

    /**
     * The document.
     *
     * @throws UnreadableRecordException if the bytes are no frame of zstd, or hold more than {@link #LARGEST}
     */
    public static byte[] decompress(ByteBuffer compressed) {
        var bytes = new byte[compressed.remaining()];
        compressed.duplicate().get(bytes);
        var size = Zstd.getFrameContentSize(bytes);
        if (size < 0 || size > LARGEST) {
            throw new UnreadableRecordException("not a compressed document of known size below " + LARGEST, null);
        }
        try {
            return Zstd.decompress(bytes, (int) size);
        } catch (ZstdException e) {
            throw new UnreadableRecordException("the compressed document is damaged", e);
        }
    }
}
