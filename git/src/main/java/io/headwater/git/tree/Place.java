package io.headwater.git.tree;

import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Something in a commit, or in a submodule of it.
 *
 * @param owner the commit that holds it, of the repository itself or of a submodule
 * @param entry what it is, with its path in that commit
 * @param mount where that commit stands in the repository itself: empty for its own, else the submodule's path with a slash behind
 */
record Place(CommitTree owner, TreeEntry entry, String mount) {

    static Place rootOf(CommitTree owner, String mount) {
        return new Place(owner, owner.directories().root(), mount);
    }

    Directories tree() {
        return owner.directories();
    }

    boolean isDirectory() {
        return entry.kind() == TreeEntry.Kind.DIRECTORY;
    }

    /** Of a submodule nothing is observed: its commit is, and that says it all. */
    boolean isObserved() {
        return mount.isEmpty();
    }

    /** The path from the root of the repository itself. */
    String path() {
        var whole = mount + entry.path();
        return whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }

    TreeEntry asSeenFromOutside() {
        return mount.isEmpty() ? entry : new TreeEntry(path(), entry.kind(), entry.id());
    }

    Optional<Place> child(String name) {
        return isDirectory()
                ? tree().entry(entry, name).map(found -> new Place(owner, found, mount))
                : Optional.empty();
    }

    List<Place> children() {
        return tree().entries(ObjectId.fromString(entry.id()), entry.path()).stream()
                .map(found -> new Place(owner, found, mount))
                .toList();
    }
}
