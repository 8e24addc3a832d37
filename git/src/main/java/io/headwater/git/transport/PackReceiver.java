package io.headwater.git.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.NB;

/** Brings a pack into a repository: a small one as loose objects, as git does too, a large one as a pack file by JGit. */
final class PackReceiver {

    private static final int MOST_LOOSE_OBJECTS = 200;
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final long MOST_INFLATED = 8L * MOST_BYTES;

    private final Repository repository;
    private final ProgressMonitor monitor;

    PackReceiver(Repository repository, ProgressMonitor monitor) {
        this.repository = repository;
        this.monitor = monitor;
    }

    void receive(InputStream pack) throws IOException {
        var start = pack.readNBytes(SmallPack.HEADER);
        if (start.length < SmallPack.HEADER) {
            throw new PackProtocolException("the answer ends before the pack");
        }
        var objects = NB.decodeUInt32(start, 8);
        if (objects > MOST_LOOSE_OBJECTS) {
            store(new SequenceInputStream(new ByteArrayInputStream(start), pack));
            return;
        }
        var rest = pack.readNBytes(MOST_BYTES);
        var bytes = new byte[start.length + rest.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(rest, 0, bytes, start.length, rest.length);
        if (rest.length == MOST_BYTES || !takeApart(bytes, (int) objects)) {
            store(new SequenceInputStream(new ByteArrayInputStream(bytes), pack));
        }
    }

    private boolean takeApart(byte[] bytes, int objects) throws IOException {
        try (var inserter = repository.newObjectInserter();
                var reader = repository.newObjectReader()) {
            var items = new SmallPack(bytes, objects, MOST_INFLATED).unpack(reader);
            if (items.isEmpty()) {
                return false;
            }
            for (var item : items.get()) {
                inserter.insert(item.type(), item.data());
            }
            inserter.flush();
            return true;
        }
    }

    private void store(InputStream pack) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var parser = inserter.newPackParser(pack);
            parser.setAllowThin(true);
            parser.parse(monitor, NullProgressMonitor.INSTANCE);
            inserter.flush();
        }
    }
}
