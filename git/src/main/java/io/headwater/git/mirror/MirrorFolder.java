package io.headwater.git.mirror;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that holds the mirrors of one process: {@code <digest of the URL>.git} each, made elsewhere and moved into place when whole,
 * moved aside before it is deleted. Locked while open, so that two processes never share it; the lock dies with the process.
 */
final class MirrorFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorFolder.class);
    private static final String LOCK = "in-use.lock";
    private static final String UNFINISHED = "unfinished-";
    private static final String DISCARDED = "discarded-";

    private final Path root;
    private final FileChannel lockFile;

    private MirrorFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** @throws GitException {@link GitErrorCode#IN_USE} or {@link GitErrorCode#STORAGE} */
    static MirrorFolder open(Path root) {
        try {
            Files.createDirectories(root);
            var folder = new MirrorFolder(root, lock(root));
            folder.deleteLeftovers();
            return folder;
        } catch (IOException failure) {
            throw new GitException(
                    GitErrorCode.STORAGE,
                    "The mirrors' folder " + root + " cannot be used: " + failure + ". Give it space and write access.",
                    failure);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        var channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new GitException(
                    GitErrorCode.IN_USE,
                    "The mirrors' folder " + root
                            + " is used by another process. Give each process a folder of its own.");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException usedByThisProcess) {
            return null;
        }
    }

    private void deleteLeftovers() throws IOException {
        try (var entries = Files.newDirectoryStream(root, "{" + UNFINISHED + "," + DISCARDED + "}*")) {
            for (var entry : entries) {
                delete(entry);
            }
        }
    }

    Path pathOf(RepositoryUrl url) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(url.identity().getBytes(StandardCharsets.UTF_8));
            return root.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".git");
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every JDK has SHA-256", failure);
        }
    }

    /** Whether a path lies within this folder. */
    boolean holds(Path path) throws IOException {
        return path.toRealPath().startsWith(root.toRealPath());
    }

    Path newUnfinished() {
        return root.resolve(UNFINISHED + UUID.randomUUID());
    }

    void moveIntoPlace(Path unfinished, Path place) throws IOException {
        Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes a mirror out of use at once; its files go then. Harmless if there is none. */
    void discard(Path mirror) throws IOException {
        if (!Files.exists(mirror)) {
            return;
        }
        var aside = root.resolve(DISCARDED + UUID.randomUUID());
        Files.move(mirror, aside, StandardCopyOption.ATOMIC_MOVE);
        delete(aside);
    }

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException failure) {
            LOG.atWarn()
                    .addKeyValue("folder", root)
                    .setCause(failure)
                    .log("The lock of the mirrors' folder could not be closed");
        }
    }
}
