package io.headwater.git.transport;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a pack that is small enough to be taken apart in memory (gitformat-pack). JGit writes every pack to disk with three forced
 * writes, and keeps it as a file of its own; for the few objects of a usual commit, that costs more than the rest of a fetch.
 */
final class SmallPack {

    static final int HEADER = 12;
    private static final int DIGEST = 20;

    private final byte[] pack;
    private final int objects;
    private final long mostInflated;
    private final Inflater inflater = new Inflater();
    private int position = HEADER;
    private long inflated;

    /** An object as it stands in the repository. */
    record Item(int type, byte[] data) {}

    /** The pack is not small after all. */
    private static final class Oversize extends IOException {}

    private record Entry(int offset, int type, @Nullable ObjectId baseId, int baseOffset, byte[] data) {}

    SmallPack(byte[] pack, int objects, long mostInflated) {
        this.pack = pack;
        this.objects = objects;
        this.mostInflated = mostInflated;
    }

    /**
     * Takes the pack apart. The order is such that no object comes before what it refers to, as far as the pack is in Git's usual order:
     * blobs, trees, then commits from the oldest on.
     *
     * @param known where to find bases of deltas that are not in the pack
     * @return nothing if its content is too large after all
     */
    Optional<List<Item>> unpack(ObjectReader known) throws IOException {
        try {
            checkDigest();
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < objects; i++) {
                entries.add(readEntry());
            }
            if (position != pack.length - DIGEST) {
                throw malformed("holds more than it says", null);
            }
            return Optional.of(inOrder(resolve(entries, known)));
        } catch (Oversize tooLarge) {
            return Optional.empty();
        } catch (DataFormatException | ArrayIndexOutOfBoundsException failure) {
            throw malformed("cannot be read", failure);
        } finally {
            inflater.end();
        }
    }

    private void checkDigest() throws IOException {
        if (pack.length < HEADER + DIGEST) {
            throw malformed("is cut off", null);
        }
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(pack, 0, pack.length - DIGEST);
            if (!Arrays.equals(sha1.digest(), 0, DIGEST, pack, pack.length - DIGEST, pack.length)) {
                throw malformed("has another checksum than it says", null);
            }
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every JDK has SHA-1", failure);
        }
    }

    private Entry readEntry() throws IOException, DataFormatException {
        var offset = position;
        int octet = pack[position++] & 0xff;
        var type = octet >> 4 & 7;
        long size = octet & 15;
        for (int shift = 4; (octet & 0x80) != 0; shift += 7) {
            octet = pack[position++] & 0xff;
            size |= (long) (octet & 0x7f) << shift;
        }
        return switch (type) {
            case Constants.OBJ_COMMIT, Constants.OBJ_TREE, Constants.OBJ_BLOB, Constants.OBJ_TAG ->
                new Entry(offset, type, null, -1, inflate(size));
            case Constants.OBJ_OFS_DELTA -> new Entry(offset, type, null, offset - distance(), inflate(size));
            case Constants.OBJ_REF_DELTA -> {
                var base = ObjectId.fromRaw(pack, position);
                position += DIGEST;
                yield new Entry(offset, type, base, -1, inflate(size));
            }
            default -> throw malformed("holds an object of the unknown type " + type, null);
        };
    }

    private int distance() {
        int octet = pack[position++] & 0xff;
        int distance = octet & 0x7f;
        while ((octet & 0x80) != 0) {
            octet = pack[position++] & 0xff;
            distance = (distance + 1 << 7) + (octet & 0x7f);
        }
        return distance;
    }

    private byte[] inflate(long size) throws IOException, DataFormatException {
        spend(size);
        inflater.reset();
        inflater.setInput(pack, position, pack.length - DIGEST - position);
        var data = new byte[(int) size];
        int filled = 0;
        while (!inflater.finished()) {
            // One byte of room more than announced, so that an object that is longer shows.
            var room = filled < data.length ? data.length - filled : 1;
            var target = filled < data.length ? data : new byte[1];
            var count = inflater.inflate(target, filled < data.length ? filled : 0, room);
            if (count == 0 && !inflater.finished() || target != data && count > 0) {
                throw malformed("holds an object of another size than it says", null);
            }
            filled += target == data ? count : 0;
        }
        if (filled != data.length) {
            throw malformed("holds an object that is cut off", null);
        }
        position += (int) inflater.getBytesRead();
        return data;
    }

    private void spend(long size) throws Oversize {
        inflated += size;
        if (size < 0 || inflated > mostInflated) {
            throw new Oversize();
        }
    }

    private List<Item> resolve(List<Entry> entries, ObjectReader known) throws IOException {
        var byOffset = new HashMap<Integer, Item>();
        var byId = new HashMap<ObjectId, Item>();
        var pending = new ArrayList<>(entries);
        while (!pending.isEmpty()) {
            var before = pending.size();
            for (var iterator = pending.iterator(); iterator.hasNext(); ) {
                var entry = iterator.next();
                var item = item(entry, byOffset, byId);
                if (item.isPresent()) {
                    remember(entry, item.get(), byOffset, byId);
                    iterator.remove();
                }
            }
            if (pending.size() == before) {
                findBases(pending, known, byId);
            }
        }
        return entries.stream()
                .map(entry -> Objects.requireNonNull(byOffset.get(entry.offset())))
                .toList();
    }

    private Optional<Item> item(Entry entry, Map<Integer, Item> byOffset, Map<ObjectId, Item> byId) throws IOException {
        if (entry.type() != Constants.OBJ_OFS_DELTA && entry.type() != Constants.OBJ_REF_DELTA) {
            return Optional.of(new Item(entry.type(), entry.data()));
        }
        var base = entry.baseId() == null ? byOffset.get(entry.baseOffset()) : byId.get(entry.baseId());
        if (base == null) {
            return Optional.empty();
        }
        var delta = new Delta(base.data(), entry.data());
        spend(delta.resultSize());
        return Optional.of(new Item(base.type(), delta.apply()));
    }

    private static void remember(Entry entry, Item item, Map<Integer, Item> byOffset, Map<ObjectId, Item> byId) {
        byOffset.put(entry.offset(), item);
        try (var formatter = new ObjectInserter.Formatter()) {
            byId.put(formatter.idFor(item.type(), item.data()), item);
        }
    }

    /** Bases that only the repository has, as the server may leave out what it knows us to hold. */
    private void findBases(List<Entry> pending, ObjectReader known, Map<ObjectId, Item> byId) throws IOException {
        boolean found = false;
        for (var entry : pending) {
            var base = entry.baseId();
            if (base != null && !byId.containsKey(base) && known.has(base)) {
                var loader = known.open(base);
                spend(loader.getSize());
                byId.put(base, new Item(loader.getType(), loader.getCachedBytes(Integer.MAX_VALUE)));
                found = true;
            }
        }
        if (!found) {
            throw new MissingObjectException(
                    Objects.requireNonNullElse(pending.getFirst().baseId(), ObjectId.zeroId()), "delta base");
        }
    }

    private static List<Item> inOrder(List<Item> items) {
        var reversed = new ArrayList<>(items).reversed();
        var ordered = new ArrayList<Item>();
        for (var type : new int[] {Constants.OBJ_BLOB, Constants.OBJ_TREE, Constants.OBJ_COMMIT, Constants.OBJ_TAG}) {
            reversed.stream().filter(item -> item.type() == type).forEach(ordered::add);
        }
        return ordered;
    }

    private static PackProtocolException malformed(String what, @Nullable Exception cause) {
        return new PackProtocolException("the pack that the server sent " + what, cause);
    }
}
