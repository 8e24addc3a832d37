package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The files of one commit, read straight from the object database. Immutable and thread-safe.
 *
 * <p>Paths go from the root of the repository; {@code .}, {@code ..} and extra slashes are understood. Symbolic links are followed within
 * the repository; one that leads out of it, or in a circle, is {@link GitErrorCode#LINK_INVALID}.
 */
public final class CommitTree {

    private final String commit;
    private final GitObjects objects;
    private final GitLimits limits;
    private final Directories directories;
    private final Consumer<Observation> observer;

    private CommitTree(
            String commit,
            GitObjects objects,
            GitLimits limits,
            Directories directories,
            Consumer<Observation> observer) {
        this.commit = commit;
        this.objects = objects;
        this.limits = limits;
        this.directories = directories;
        this.observer = observer;
    }

    /** @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if the commit is not there */
    public static CommitTree of(String commit, GitObjects objects, GitLimits limits) {
        return new CommitTree(commit, objects, limits, Directories.of(commit, objects, limits), _ -> {});
    }

    /** The same files; whatever is read through the result is told to the observer, on the reading thread, before it is returned. */
    public CommitTree observedBy(Consumer<Observation> other) {
        return new CommitTree(commit, objects, limits, directories, other);
    }

    public String commit() {
        return commit;
    }

    /** What a path is, or that it is not; does not look at content, so only the kind is observed. Links are followed. */
    public Optional<TreeEntry.Kind> kind(String path) {
        return resolve(path, Observation.Aspect.KIND).map(TreeEntry::kind);
    }

    /** What stands at a path, with its object id, which is observed. Links are followed; the result's path is where they lead. */
    public Optional<TreeEntry> find(String path) {
        return resolve(path, Observation.Aspect.CONTENT);
    }

    /**
     * The names directly in a directory, in Git's order; only names and kinds are observed, not the ids. Links in it stand as links.
     *
     * @throws GitException {@link GitErrorCode#PATH_MISSING} if it is no directory
     */
    public List<TreeEntry> list(String path) {
        return entriesOf(directory(path));
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

    private void collect(TreeEntry directory, List<TreeEntry> found) {
        for (var entry : entriesOf(directory)) {
            if (entry.kind() == TreeEntry.Kind.DIRECTORY) {
                collect(entry, found);
            } else {
                found.add(entry);
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
        var entry = find(path).filter(found -> found.kind().isFile()).orElseThrow(() -> missing(path, "file"));
        return directories.content(entry);
    }

    /** Whether what was seen in another commit of this repository would be seen here too. */
    public boolean stillHolds(Observation seen) {
        return directories.observe(seen.aspect(), seen.path()).equals(seen.value());
    }

    private TreeEntry directory(String path) {
        return resolve(path, Observation.Aspect.KIND)
                .filter(entry -> entry.kind() == TreeEntry.Kind.DIRECTORY)
                .orElseThrow(() -> missing(path, "directory"));
    }

    private List<TreeEntry> entriesOf(TreeEntry directory) {
        var entries = directories.entries(ObjectId.fromString(directory.id()), directory.path());
        observer.accept(new Observation(Observation.Aspect.NAMES, directory.path(), Directories.digest(entries)));
        return entries;
    }

    private Optional<TreeEntry> resolve(String path, Observation.Aspect aspect) {
        return new PathResolution(path, directories, aspect, observer).result();
    }

    private GitException missing(String path, String kind) {
        return problem(GitErrorCode.PATH_MISSING, "has no " + kind + " " + quoted(path));
    }

    private GitException problem(GitErrorCode code, String what) {
        return new GitException(
                code,
                "The commit " + commit + " of " + objects.url() + " " + what + ". Check the path and targetRevision.");
    }

    static String quoted(String path) {
        return path.isEmpty() ? "its root" : "'" + path + "'";
    }
}
