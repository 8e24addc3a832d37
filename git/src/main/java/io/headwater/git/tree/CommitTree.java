package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of one commit, read straight from the object database. Immutable and thread-safe.
 *
 * <p>Paths go from the root of the repository; {@code .}, {@code ..} and extra slashes are understood. Symbolic links are followed within
 * the repository; one that leads out of it, or in a circle, is {@link GitErrorCode#LINK_INVALID}. Submodules are entered, and files kept in
 * Git LFS replaced by their content, only where that was asked for.
 */
public final class CommitTree {

    private final Directories directories;
    private final GitLimits limits;
    private final Consumer<Observation> observer;
    private final @Nullable Submodules submodules;
    private final @Nullable LargeFiles largeFiles;

    private CommitTree(
            Directories directories,
            GitLimits limits,
            Consumer<Observation> observer,
            @Nullable Submodules submodules,
            @Nullable LargeFiles largeFiles) {
        this.directories = directories;
        this.limits = limits;
        this.observer = observer;
        this.submodules = submodules;
        this.largeFiles = largeFiles;
    }

    /** @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if the commit is not there */
    public static CommitTree of(String commit, GitObjects objects, GitLimits limits) {
        return new CommitTree(Directories.of(commit, objects, limits), limits, _ -> {}, null, null);
    }

    /** The same files; whatever is read through the result is told to the observer, on the reading thread, before it is returned. */
    public CommitTree observedBy(Consumer<Observation> other) {
        return new CommitTree(directories, limits, other, submodules, largeFiles);
    }

    /** The same files, and those of submodules, as if they were directories. */
    public CommitTree entering(Submodules source) {
        return new CommitTree(directories, limits, observer, source, largeFiles);
    }

    /** The same files, with their content in place of Git LFS pointers. */
    public CommitTree replacingPointers(LargeFiles source) {
        return new CommitTree(directories, limits, observer, submodules, source);
    }

    public String commit() {
        return directories.commit();
    }

    Directories directories() {
        return directories;
    }

    /** What a path is, or that it is not; does not look at content, so only the kind is observed. Links are followed. */
    public Optional<TreeEntry.Kind> kind(String path) {
        return resolve(path, Observation.Aspect.KIND).map(place -> place.entry().kind());
    }

    /** What stands at a path, with its object id, which is observed. Links are followed; the result's path is where they lead. */
    public Optional<TreeEntry> find(String path) {
        return resolve(path, Observation.Aspect.CONTENT).map(Place::asSeenFromOutside);
    }

    /**
     * The names directly in a directory, in Git's order; only names and kinds are observed, not the ids. Links and submodules in it stand as
     * such.
     *
     * @throws GitException {@link GitErrorCode#PATH_MISSING} if it is no directory
     */
    public List<TreeEntry> list(String path) {
        return childrenOf(directory(path)).stream()
                .map(Place::asSeenFromOutside)
                .toList();
    }

    /**
     * Every name below a directory but the directories themselves, depth first; the names of each directory are observed. Links are not
     * followed.
     *
     * @throws GitException {@link GitErrorCode#PATH_MISSING}, or {@link GitErrorCode#TOO_LARGE} beyond {@link GitLimits#treeEntries()}
     */
    public List<TreeEntry> walk(String path) {
        var found = new ArrayList<TreeEntry>();
        collect(directory(path), found);
        return found;
    }

    private void collect(Place directory, List<TreeEntry> found) {
        for (var child : childrenOf(directory)) {
            var submodule = child.entry().kind() == TreeEntry.Kind.SUBMODULE && submodules != null;
            if (child.isDirectory() || submodule) {
                collect(submodule ? directory(child.path()) : child, found);
            } else {
                found.add(child.asSeenFromOutside());
            }
            if (found.size() > limits.treeEntries()) {
                throw problem(
                        GitErrorCode.TOO_LARGE,
                        "has more than " + limits.treeEntries() + " files below " + quoted(directory.path()));
            }
        }
    }

    /**
     * The content of a file.
     *
     * @throws GitException {@link GitErrorCode#PATH_MISSING} if it is no file, {@link GitErrorCode#TOO_LARGE} beyond {@link GitLimits#blobBytes()}
     */
    public byte[] read(String path) {
        var place = resolve(path, Observation.Aspect.CONTENT)
                .filter(found -> found.entry().kind().isFile())
                .orElseThrow(() -> missing(path, "file"));
        return place.owner().content(place);
    }

    /** Of a submodule's file, to be asked of the submodule's commit, which knows its own Git LFS server. */
    private byte[] content(Place place) {
        var content = directories.content(place.entry());
        var pointer = largeFiles == null ? Optional.<LfsPointer>empty() : LfsPointer.parse(content);
        return pointer.isPresent() && largeFiles != null ? large(place, pointer.get(), largeFiles) : content;
    }

    private byte[] large(Place place, LfsPointer pointer, LargeFiles source) {
        if (pointer.size() > limits.blobBytes()) {
            throw problem(
                    GitErrorCode.TOO_LARGE,
                    "keeps '" + place.path() + "' of " + pointer.size() + " bytes in Git LFS, allowed are "
                            + limits.blobBytes());
        }
        return source.content(pointer);
    }

    /** Whether what was seen in another commit of this repository would be seen here too. */
    public boolean stillHolds(Observation seen) {
        return directories.observe(seen.aspect(), seen.path()).equals(seen.value());
    }

    private Place directory(String path) {
        return resolve(path, Observation.Aspect.KIND)
                .filter(Place::isDirectory)
                .orElseThrow(() -> missing(path, "directory"));
    }

    private List<Place> childrenOf(Place directory) {
        var children = directory.children();
        if (directory.isObserved()) {
            var digest = Directories.digest(children.stream().map(Place::entry).toList());
            observer.accept(
                    new Observation(Observation.Aspect.NAMES, directory.entry().path(), digest));
        }
        return children;
    }

    private Optional<Place> resolve(String path, Observation.Aspect aspect) {
        return new PathResolution(this, path, submodules, observer).result(aspect);
    }

    private GitException missing(String path, String kind) {
        return problem(GitErrorCode.PATH_MISSING, "has no " + kind + " " + quoted(path));
    }

    private GitException problem(GitErrorCode code, String what) {
        return new GitException(
                code,
                "The commit " + commit() + " of " + directories.objects().url() + " " + what
                        + ". Check the path and targetRevision.");
    }

    static String quoted(String path) {
        return path.isEmpty() ? "its root" : "'" + path + "'";
    }
}
