package io.headwater.testcluster.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEditor.DeletePath;
import org.eclipse.jgit.dircache.DirCacheEditor.DeleteTree;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Makes a tree out of a commit's and some changes, without a work tree. */
record TreeEdit(Repository repository, ObjectInserter inserter) {

    /**
     * Writes the new tree.
     *
     * @param base the commit to start from; empty for an empty tree
     */
    ObjectId apply(Optional<ObjectId> base, Map<String, String> files, List<String> deletions) throws IOException {
        var index = DirCache.newInCore();
        if (base.isPresent()) {
            read(index, base.get());
        }
        var editor = index.editor();
        for (var deletion : deletions) {
            editor.add(deletion(index, deletion));
        }
        for (var file : files.entrySet()) {
            editor.add(new Write(file.getKey(), insert(file.getValue())));
        }
        editor.finish();
        return index.writeTree(inserter);
    }

    private void read(DirCache index, ObjectId commit) throws IOException {
        try (var walk = new RevWalk(repository);
                var reader = repository.newObjectReader()) {
            var builder = index.builder();
            builder.addTree(
                    new byte[0],
                    DirCacheEntry.STAGE_0,
                    reader,
                    walk.parseCommit(commit).getTree());
            builder.finish();
        }
    }

    private static PathEdit deletion(DirCache index, String path) {
        if (index.getEntry(path) != null) {
            return new DeletePath(path);
        }
        if (index.getEntriesWithin(path).length > 0) {
            return new DeleteTree(path);
        }
        throw new IllegalArgumentException("nothing to delete at " + path);
    }

    private ObjectId insert(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Write extends DirCacheEditor.PathEdit {

        private final ObjectId blob;

        Write(String path, ObjectId blob) {
            super(path);
            this.blob = blob;
        }

        @Override
        public void apply(DirCacheEntry entry) {
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(blob);
        }
    }
}
