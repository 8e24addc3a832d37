package io.headwater.schemas;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** JSON as it travels inside records: compressed with zstd. */
public final class CompressedJson {

    /** The largest document that is accepted, in bytes; a frame that claims more is not unpacked. */
    public static final int LARGEST = 64 * 1024 * 1024;

    private static final int LEVEL = 3;

    /** Contexts are costly to make and hold native memory: a few that are passed on serve all threads. */
    private static final Pool<ZstdCompressCtx> COMPRESSORS = new Pool<>(() -> new ZstdCompressCtx().setLevel(LEVEL));

    private static final Pool<ZstdDecompressCtx> DECOMPRESSORS = new Pool<>(ZstdDecompressCtx::new);

    private record Pool<C>(Supplier<C> maker, Queue<C> idle) {

        Pool(Supplier<C> maker) {
            this(maker, new ConcurrentLinkedQueue<>());
        }

        byte[] use(Function<C, byte[]> work) {
            var idled = idle.poll();
            var context = idled == null ? maker.get() : idled;
            try {
                return work.apply(context);
            } finally {
                idle.add(context);
            }
        }
    }

    private CompressedJson() {}

    public static ByteBuffer compress(byte[] json) {
        return ByteBuffer.wrap(COMPRESSORS.use(context -> context.compress(json)));
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
            return DECOMPRESSORS.use(context -> context.decompress(bytes, (int) size));
        } catch (ZstdException e) {
            throw new UnreadableRecordException("the compressed document is damaged", e);
        }
    }
}
