package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** What commits say about themselves, and how they differ. */
public final class History {

    private static final int LONGEST_MESSAGE = 64 * 1024;

    private final GitObjects objects;

    public History(GitObjects objects) {
        this.objects = objects;
    }

    /** @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if it was not fetched */
    public CommitInfo commit(String sha) {
        try (var reader = objects.newReader();
                var walk = new RevWalk(reader)) {
            var commit = Commits.parse(walk, objects, sha);
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
            walk.addTree(Commits.parse(commits, objects, from).getTree());
            walk.addTree(Commits.parse(commits, objects, to).getTree());
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
            throw Commits.unreadable(objects, failure);
        }
    }
}
