package io.headwater.renderer.files;

import io.headwater.renderer.core.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder on disk as a source. What can't be read is thrown as {@link UncheckedIOException}, also a link that leads out of the folder.
 *
 * <p>The folder {@code .git} at the root is left out, since a commit doesn't hold it either.
 */
public final class FolderTree implements SourceTree {

    private final Path root;

    private FolderTree(Path root) {
        this.root = root;
    }

    /** @throws UncheckedIOException if there is no such folder */
    public static FolderTree of(Path folder) {
        try {
            return new FolderTree(folder.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Kind> kind(String path) {
        var place = root.resolve(path);
        return Files.exists(place) ? Optional.of(kindOf(inside(place), true)) : Optional.empty();
    }

    @Override
    public List<Entry> list(String directory) {
        try (var children = Files.list(inside(root.resolve(directory)))) {
            return children.filter(child -> !child.equals(root.resolve(".git")))
                    .map(child -> new Entry(String.valueOf(child.getFileName()), kindOf(child, false)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] read(String path) {
        try {
            return Files.readAllBytes(inside(root.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kindOf(Path place, boolean follow) {
        if (!follow && Files.isSymbolicLink(place)) {
            return Kind.LINK;
        }
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return Kind.DIRECTORY;
        }
        return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) ? Kind.FILE : Kind.OTHER;
    }

    /** The real place that a path leads to. */
    private Path inside(Path place) {
        try {
            var real = place.toRealPath();
            if (!real.startsWith(root)) {
                throw new UncheckedIOException(
                        new IOException(place + " leads out of " + root + ". Correct the link, or the path."));
            }
            return real;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
