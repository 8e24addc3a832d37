package io.headwater.git.mirror;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/**
 * What a killed process may leave in a bare repository, and nobody needs: lock files, packs and objects half received, a pack without its
 * index or the other way round, marks that keep a pack from being packed anew. Only to be removed by the folder's one owner, before use.
 */
final class Leftovers {

    private static final Pattern TEMPORARY =
            Pattern.compile(".*\\.lock|gc\\.pid|incoming_.*|.*\\.tmp|tmp_.*|noz.*|\\.tmp-.*|gc_.*|.*\\.keep");

    private Leftovers() {}

    static void remove(Path repository) throws IOException {
        Files.walkFileTree(repository, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (TEMPORARY.matcher(file.getFileName().toString()).matches() || isHalfPack(file)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isHalfPack(Path file) {
        var name = file.getFileName().toString();
        if (!name.startsWith("pack-")) {
            return false;
        }
        var stem = name.substring(0, name.lastIndexOf('.'));
        return !Files.exists(file.resolveSibling(stem + ".pack")) || !Files.exists(file.resolveSibling(stem + ".idx"));
    }
}
