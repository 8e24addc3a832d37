package io.headwater.git.mirror;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.transport.LfsServer;
import io.headwater.git.tree.LargeFiles;
import io.headwater.git.tree.LfsPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The Git LFS files of one mirror: kept in its folder where git-lfs would keep them, downloaded when first read. Thread-safe. */
final class LfsStore implements LargeFiles {

    private final Path folder;
    private final LfsServer server;

    LfsStore(Path mirror, LfsServer server) {
        this.folder = mirror.resolve("lfs").resolve("objects");
        this.server = server;
    }

    @Override
    public byte[] content(LfsPointer pointer) {
        var file = folder.resolve(pointer.oid().substring(0, 2))
                .resolve(pointer.oid().substring(2, 4))
                .resolve(pointer.oid());
        try {
            var kept = Files.readAllBytes(file);
            if (kept.length == pointer.size()) {
                return kept;
            }
        } catch (NoSuchFileException absent) {
            // It is downloaded now.
        } catch (IOException failure) {
            throw storage(file, failure);
        }
        var content = server.download(pointer.oid(), pointer.size());
        keep(file, content);
        return content;
    }

    private static void keep(Path file, byte[] content) {
        var directory = file.getParent();
        if (directory == null) {
            throw new IllegalStateException("a file of a store lies in a folder");
        }
        try {
            Files.createDirectories(directory);
            var unfinished = Files.write(directory.resolve("tmp_" + UUID.randomUUID()), content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw storage(file, failure);
        }
    }

    private static GitException storage(Path file, IOException failure) {
        return new GitException(
                GitErrorCode.STORAGE,
                "The file " + file + " cannot be used: " + failure
                        + ". Give the mirrors' folder space and write access.",
                failure);
    }
}
