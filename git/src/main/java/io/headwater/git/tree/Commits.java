package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.transport.Failures;
import java.io.IOException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads commits, telling one that was never fetched from one that is damaged. */
final class Commits {

    private Commits() {}

    /**
     * The parsed commit, with its body.
     *
     * @throws GitException {@link GitErrorCode#REVISION_UNKNOWN} if it was not fetched, {@link GitErrorCode#CORRUPT} if it is damaged
     */
    static RevCommit parse(RevWalk walk, GitObjects objects, String sha) {
        var id = ObjectId.fromString(sha);
        try {
            return walk.parseCommit(id);
        } catch (MissingObjectException | IncorrectObjectTypeException absent) {
            if (isListed(walk, id) && absent instanceof MissingObjectException) {
                throw unreadable(objects, absent);
            }
            throw new GitException(
                    GitErrorCode.REVISION_UNKNOWN,
                    "The commit " + sha + " of " + objects.url() + " was not fetched, or is no commit. Fetch it first.",
                    absent);
        } catch (IOException failure) {
            throw unreadable(objects, failure);
        }
    }

    /** JGit calls an object missing, too, whose pack it found damaged but whose index still names it. */
    private static boolean isListed(RevWalk walk, ObjectId id) {
        try {
            return walk.getObjectReader().has(id);
        } catch (IOException unreadable) {
            return true;
        }
    }

    static GitException unreadable(GitObjects objects, IOException failure) {
        objects.distrust();
        return Failures.of("Reading the mirror of", objects.url(), failure);
    }
}
