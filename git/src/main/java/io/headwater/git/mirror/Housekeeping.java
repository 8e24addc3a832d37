package io.headwater.git.mirror;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs a mirror's many small packs and loose objects together when there are too many to find things fast, as {@code git gc} does; one
 * mirror at a time, beside its use. What nobody refers to any more is deleted after two weeks.
 */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** Git's own limit ({@code gc.auto}); counted as Git does, in one of the 256 folders, since object ids are spread evenly. */
    private static final int MOST_LOOSE_OBJECTS = 6700;

    private static final int FETCHES_BETWEEN_LOOKS = 20;
    private static final int MOST_KEPT_COMMITS = 256;

    private final Executor executor;
    private final int mostPacks;
    private final Semaphore onlyOne = new Semaphore(1);
    private final AtomicBoolean stopped = new AtomicBoolean();

    Housekeeping(Executor executor, int mostPacks) {
        this.executor = executor;
        this.mostPacks = mostPacks;
    }

    /** To be called after each fetch; most of the time it does nothing. */
    void afterFetch(Mirror mirror) {
        if (mirror.countFetch() % FETCHES_BETWEEN_LOOKS == 0) {
            executor.execute(() -> tidyIfNeeded(mirror));
        }
    }

    /** Whatever is under way ends soon, and nothing is begun. */
    void stop() {
        stopped.set(true);
    }

    void tidyIfNeeded(Mirror mirror) {
        if (!onlyOne.tryAcquire()) {
            return;
        }
        try {
            if (isNeeded(mirror.directory().resolve("objects"))) {
                tidy(mirror);
            }
        } catch (IOException | GitAPIException failure) {
            if (!stopped.get()) {
                LOG.atWarn()
                        .addKeyValue("repository", mirror.url())
                        .setCause(failure)
                        .log("A mirror could not be packed; it is tried again");
            }
        } finally {
            onlyOne.release();
        }
    }

    private boolean isNeeded(Path objects) throws IOException {
        return count(objects.resolve("pack"), "*.pack") > mostPacks
                || count(objects.resolve("17"), "*") > MOST_LOOSE_OBJECTS / 256;
    }

    private static int count(Path folder, String names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names)) {
            int count = 0;
            for (var _ : entries) {
                count++;
            }
            return count;
        }
    }

    private void tidy(Mirror mirror) throws IOException, GitAPIException {
        var repository = mirror.repository();
        mirror.forget(superfluous(repository));
        try (var git = Git.wrap(repository)) {
            git.gc().setProgressMonitor(new Stoppable()).call();
        }
        LOG.atInfo().addKeyValue("repository", mirror.url()).log("A mirror was packed");
    }

    /** Refs to commits that another kept commit includes, and the oldest beyond a limit. */
    static List<Ref> superfluous(Repository repository) throws IOException {
        var refs = repository.getRefDatabase().getRefsByPrefix(Mirror.KEPT_COMMITS);
        var superfluous = new ArrayList<Ref>();
        try (var walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.sort(RevSort.COMMIT_TIME_DESC);
            var included = walk.newFlag("included");
            walk.carry(included);
            var pending = new HashSet<RevCommit>();
            for (var ref : refs) {
                var commit = walk.parseCommit(ref.getObjectId());
                walk.markStart(commit);
                pending.add(commit);
            }
            int kept = 0;
            for (var commit = walk.next(); commit != null && !pending.isEmpty(); commit = walk.next()) {
                if (pending.remove(commit) && (commit.has(included) || ++kept > MOST_KEPT_COMMITS)) {
                    var id = commit.getId();
                    refs.stream().filter(ref -> id.equals(ref.getObjectId())).forEach(superfluous::add);
                }
                for (var parent : commit.getParents()) {
                    parent.add(included);
                }
            }
        }
        return superfluous;
    }

    private final class Stoppable extends EmptyProgressMonitor {
        @Override
        public boolean isCancelled() {
            return stopped.get();
        }
    }
}
