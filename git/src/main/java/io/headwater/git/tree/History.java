package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.transport.Failures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** What commits say about themselves, and how they differ. */
public final class History {

    private static final int LONGEST_MESSAGE = 64 * 1024;

    private final GitObjects objects;

    public History(GitObjects objects) {
        this.objects = objects;
    }

    /** @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if it was not fetched */
    public CommitInfo commit(String sha) {
        try (var walk = new RevWalk(objects.newReader())) {
            var commit = walk.parseCommit(ObjectId.fromString(sha));
            var author = commit.getAuthorIdent();
            var message = commit.getFullMessage();
            return new CommitInfo(
                    sha,
                    author.getName(),
                    author.getEmailAddress(),
                    author.getWhenAsInstant(),
                    commit.getCommitterIdent().getWhenAsInstant(),
                    message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message,
                    Arrays.stream(commit.getParents()).map(RevCommit::name).toList());
        } catch (MissingObjectException | IncorrectObjectTypeException absent) {
            throw unknown(sha, absent);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * @param most how many paths are wanted at most
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if either was not fetched
     */
    public ChangedPaths changedPaths(String from, String to, int most) {
        try (var reader = objects.newReader();
                var commits = new RevWalk(reader);
                var walk = new TreeWalk(reader)) {
            walk.addTree(tree(commits, from));
            walk.addTree(tree(commits, to));
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.setRecursive(true);
            var paths = new ArrayList<String>();
            while (walk.next()) {
                if (paths.size() == most) {
                    return new ChangedPaths(paths, false);
                }
                paths.add(walk.getPathString());
            }
            return new ChangedPaths(paths, true);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private ObjectId tree(RevWalk commits, String sha) throws IOException {
        try {
            return commits.parseCommit(ObjectId.fromString(sha)).getTree();
        } catch (MissingObjectException | IncorrectObjectTypeException absent) {
            throw unknown(sha, absent);
        }
    }

    private GitException unknown(String sha, @Nullable Throwable cause) {
        return new GitException(
                GitErrorCode.REVISION_UNKNOWN,
                "The commit " + sha + " of " + objects.url() + " was not fetched, or is no commit. Fetch it first.",
                cause);
    }

    private GitException unreadable(IOException failure) {
        objects.distrust();
        return Failures.of("Reading the mirror of", objects.url(), failure);
    }
}
