package io.headwater.renderer.git;

import io.headwater.git.tree.CommitTree;
import io.headwater.git.tree.TreeEntry;
import io.headwater.renderer.core.SourceTree;
import java.util.List;
import java.util.Optional;

/** The files of a commit as a source; throws what the tree throws. */
record CommitSourceTree(CommitTree tree) implements SourceTree {

    @Override
    public Optional<Kind> kind(String path) {
        return tree.kind(path).map(CommitSourceTree::kind);
    }

    @Override
    public List<Entry> list(String directory) {
        return tree.list(directory).stream()
                .map(entry -> new Entry(entry.name(), kind(entry.kind())))
                .toList();
    }

    @Override
    public byte[] read(String path) {
        return tree.read(path);
    }

    private static Kind kind(TreeEntry.Kind kind) {
        return switch (kind) {
            case FILE, EXECUTABLE -> Kind.FILE;
            case DIRECTORY -> Kind.DIRECTORY;
            case SYMLINK -> Kind.LINK;
            case SUBMODULE -> Kind.OTHER;
        };
    }
}
