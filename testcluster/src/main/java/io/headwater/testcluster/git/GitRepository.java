package io.headwater.testcluster.git;

import io.headwater.testcluster.TestClusterException;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/**
 * A repository on a {@link GitServer}, and what its users do to it.
 *
 * <p>Commits are written straight into the bare repository: to whoever fetches, it is as if somebody had pushed. Safe for use by many threads; commits
 * happen one after the other.
 */
public final class GitRepository implements AutoCloseable {

    private final String name;
    private final URI uri;
    private final Repository repository;
    private volatile WantPolicy wantPolicy = WantPolicy.ANY;
    private volatile boolean filterAllowed = true;
    private volatile Optional<Credentials> required = Optional.empty();

    /**
     * Who may use a repository.
     *
     * @param password a password or a token
     */
    public record Credentials(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Credentials[user=" + user + "]";
        }
    }

    GitRepository(String name, URI uri, Repository repository) {
        this.name = name;
        this.uri = uri;
        this.repository = repository;
    }

    /** JGit would collect it in the background at some point, which nobody who tests expects. */
    void leaveGarbageAlone() throws IOException {
        var configuration = repository.getConfig();
        configuration.setInt("gc", null, "auto", 0);
        configuration.setBoolean("receive", null, "autogc", false);
        configuration.save();
    }

    public String name() {
        return name;
    }

    /** Where it is fetched from and pushed to. */
    public URI uri() {
        return uri;
    }

    /**
     * Commits to the default branch, on top of what is there.
     *
     * @param files paths and their new texts
     * @param deletions files, or folders with all that is in them
     * @return the commit's id
     * @throws IllegalArgumentException when there is nothing to delete at a path
     */
    public String commit(String message, Map<String, String> files, String... deletions) {
        return commitTo(defaultBranch(), message, files, deletions);
    }

    /** The same on any branch, which is made where missing: from nothing, so it then has only these files. */
    public synchronized String commitTo(String branch, String message, Map<String, String> files, String... deletions) {
        var parent = head(branch).map(ObjectId::fromString);
        try (var inserter = repository.newObjectInserter()) {
            var tree = new TreeEdit(repository, inserter).apply(parent, files, Arrays.asList(deletions));
            var commit =
                    insertCommit(inserter, message, tree, parent.map(List::of).orElse(List.of()));
            moveRef(Constants.R_HEADS + branch, commit);
            return commit.name();
        } catch (IOException e) {
            throw failed("commit to " + branch, e);
        }
    }

    /** Rewrites the branch's history: it then has one commit, with these files and no others. */
    public synchronized String replaceHistory(String branch, String message, Map<String, String> files) {
        try (var inserter = repository.newObjectInserter()) {
            var tree = new TreeEdit(repository, inserter).apply(Optional.empty(), files, List.of());
            var commit = insertCommit(inserter, message, tree, List.of());
            moveRef(Constants.R_HEADS + branch, commit);
            return commit.name();
        } catch (IOException e) {
            throw failed("rewrite " + branch, e);
        }
    }

    private static ObjectId insertCommit(ObjectInserter inserter, String message, ObjectId tree, List<ObjectId> parents)
            throws IOException {
        var builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setAuthor(author());
        builder.setCommitter(author());
        builder.setMessage(message);
        var commit = inserter.insert(builder);
        inserter.flush();
        return commit;
    }

    private static PersonIdent author() {
        return new PersonIdent("Git User", "git-user@example.org");
    }

    /** Points a branch to a commit, made where missing: a push, or a forced push. */
    public synchronized void branch(String branch, String commit) {
        move(Constants.R_HEADS + branch, commit);
    }

    /** Points a lightweight tag to a commit, made where missing. */
    public synchronized void tag(String tag, String commit) {
        move(Constants.R_TAGS + tag, commit);
    }

    /** Makes or replaces an annotated tag; returns the id of the tag itself. */
    public synchronized String annotatedTag(String tag, String commit, String message) {
        try (var inserter = repository.newObjectInserter()) {
            var builder = new TagBuilder();
            builder.setTag(tag);
            builder.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
            builder.setTagger(author());
            builder.setMessage(message);
            var id = inserter.insert(builder);
            inserter.flush();
            moveRef(Constants.R_TAGS + tag, id);
            return id.name();
        } catch (IOException e) {
            throw failed("tag " + tag, e);
        }
    }

    public void deleteBranch(String branch) {
        deleteRef(Constants.R_HEADS + branch);
    }

    public void deleteTag(String tag) {
        deleteRef(Constants.R_TAGS + tag);
    }

    /** The commit that a branch points to; empty when there is none. */
    public Optional<String> head(String branch) {
        try {
            return Optional.ofNullable(repository.exactRef(Constants.R_HEADS + branch))
                    .map(ref -> ref.getObjectId().name());
        } catch (IOException e) {
            throw failed("read " + branch, e);
        }
    }

    /** The branch that HEAD names, whether it is there or not; {@code main} at first. */
    public String defaultBranch() {
        try {
            return Repository.shortenRefName(repository.getFullBranch());
        } catch (IOException e) {
            throw failed("read HEAD", e);
        }
    }

    /** Makes HEAD name another branch. */
    public synchronized void defaultBranch(String branch) {
        try {
            var update = repository.updateRef(Constants.HEAD);
            update.disableRefLog();
            accept(update.link(Constants.R_HEADS + branch), "HEAD");
        } catch (IOException e) {
            throw failed("change HEAD", e);
        }
    }

    /** Which commits may be asked for by id; any at first. */
    public void wants(WantPolicy policy) {
        wantPolicy = policy;
    }

    /** Whether partial fetches are allowed ({@code uploadpack.allowFilter}); they are at first. */
    public void allowFilter(boolean allowed) {
        filterAllowed = allowed;
    }

    /** From now on only these are let in, by basic authentication. */
    public void require(Credentials credentials) {
        required = Optional.of(credentials);
    }

    /** From now on {@code listener} is told, on the thread that did it, whenever a ref was moved here: by a push or by this object. */
    public void onChange(Runnable listener) {
        repository.getListenerList().addRefsChangedListener(event -> listener.run());
    }

    WantPolicy wantPolicy() {
        return wantPolicy;
    }

    boolean filterAllowed() {
        return filterAllowed;
    }

    Optional<Credentials> required() {
        return required;
    }

    Repository repository() {
        return repository;
    }

    private void move(String ref, String id) {
        try {
            moveRef(ref, ObjectId.fromString(id));
        } catch (IOException e) {
            throw failed("move " + ref, e);
        }
    }

    private void moveRef(String ref, ObjectId id) throws IOException {
        var update = repository.updateRef(ref);
        update.setNewObjectId(id);
        update.disableRefLog();
        accept(update.forceUpdate(), ref);
    }

    private synchronized void deleteRef(String ref) {
        try {
            var update = repository.updateRef(ref);
            update.setForceUpdate(true);
            accept(update.delete(), ref);
        } catch (IOException e) {
            throw failed("delete " + ref, e);
        }
    }

    private static void accept(RefUpdate.Result result, String ref) throws IOException {
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE, RENAMED -> {}
            case NOT_ATTEMPTED,
                    LOCK_FAILURE,
                    REJECTED,
                    REJECTED_CURRENT_BRANCH,
                    IO_FAILURE,
                    REJECTED_MISSING_OBJECT,
                    REJECTED_OTHER_REASON -> throw new IOException(ref + ": " + result);
        }
    }

    private TestClusterException failed(String what, IOException cause) {
        return new TestClusterException(
                Code.FILES, "cannot " + what + " in the repository " + name + ": " + cause.getMessage(), cause);
    }

    /** Lets the files go; they stay where they are. */
    @Override
    public void close() {
        repository.close();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
