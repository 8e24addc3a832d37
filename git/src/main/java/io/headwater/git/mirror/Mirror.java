package io.headwater.git.mirror;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.transport.Failures;
import io.headwater.git.tree.GitObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * One bare repository on disk. Thread-safe. What it holds is only ever a copy: a damaged one is thrown away and fetched anew.
 *
 * <p>A ref per commit that was fetched by its id keeps it from being swept out, and tells the server what we have.
 */
final class Mirror implements GitObjects, AutoCloseable {

    private static final String KEPT = "refs/headwater/";
    private static final String KEPT_COMMITS = KEPT + "commits/";
    private static final int MOST_HAVES = 64;

    private final RepositoryUrl url;
    private final Repository repository;
    private final SequencedSet<String> recent = new LinkedHashSet<>();
    private volatile boolean damaged;
    private boolean closed;

    private Mirror(RepositoryUrl url, Repository repository) {
        this.url = url;
        this.repository = repository;
    }

    static Mirror open(MirrorFolder folder, RepositoryUrl url) {
        var place = folder.pathOf(url);
        try {
            if (Files.exists(place)) {
                Leftovers.remove(place);
                if (!Files.exists(place.resolve(Constants.HEAD)) || !Files.exists(place.resolve(Constants.CONFIG))) {
                    folder.discard(place);
                }
            }
            if (!Files.exists(place)) {
                create(folder, url, place);
            }
            return new Mirror(url, builder(place).build());
        } catch (IOException failure) {
            throw storage(url, failure);
        }
    }

    private static void create(MirrorFolder folder, RepositoryUrl url, Path place) throws IOException {
        var unfinished = folder.newUnfinished();
        try (var fresh = builder(unfinished).build()) {
            fresh.create(true);
            var config = fresh.getConfig();
            config.setBoolean("core", null, "logAllRefUpdates", false);
            config.setInt("gc", null, "auto", 0);
            config.setBoolean("gc", null, "autoDetach", false);
            config.setString("headwater", null, "mirrorOf", url.toString());
            config.save();
        }
        folder.moveIntoPlace(unfinished, place);
    }

    private static FileRepositoryBuilder builder(Path directory) {
        return new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare();
    }

    Path directory() {
        return repository.getDirectory().toPath();
    }

    Repository repository() {
        return repository;
    }

    @Override
    public RepositoryUrl url() {
        return url;
    }

    @Override
    public ObjectReader newReader() {
        return repository.newObjectReader();
    }

    @Override
    public void distrust() {
        damaged = true;
    }

    boolean isDamaged() {
        return damaged;
    }

    /** Packs and loose objects appear whole or not at all, a commit after what it needs; so a commit that is there is there with all of it. */
    boolean has(String commit) {
        try {
            return repository.getObjectDatabase().has(ObjectId.fromString(commit));
        } catch (IOException failure) {
            distrust();
            return false;
        }
    }

    /** Commits whose whole history is here, those fetched last first; what a server need not send again. */
    List<String> haves() {
        synchronized (recent) {
            if (recent.isEmpty()) {
                recent.addAll(latestCommits());
            }
            return List.copyOf(recent.reversed());
        }
    }

    void remember(Collection<String> commits) {
        synchronized (recent) {
            commits.forEach(commit -> {
                recent.remove(commit);
                recent.add(commit);
            });
            while (recent.size() > MOST_HAVES) {
                recent.removeFirst();
            }
        }
    }

    /** The latest commits that the kept refs lead to, oldest first. */
    private List<String> latestCommits() {
        try (var walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.sort(RevSort.COMMIT_TIME_DESC);
            for (var ref : repository.getRefDatabase().getRefsByPrefix(KEPT)) {
                if (walk.parseAny(ref.getObjectId()) instanceof RevCommit commit) {
                    walk.markStart(commit);
                }
            }
            var found = new ArrayList<String>();
            for (var commit = walk.next(); commit != null && found.size() < MOST_HAVES; commit = walk.next()) {
                found.add(commit.name());
            }
            return found.reversed();
        } catch (IOException failure) {
            distrust();
            throw Failures.of("Reading the mirror of", url, failure);
        }
    }

    /** Writes down which commits were fetched, so that they survive sweeping and are known after a restart. */
    synchronized void keep(Collection<String> commits) {
        if (closed) {
            return;
        }
        for (var commit : commits) {
            try {
                var update = repository.updateRef(KEPT_COMMITS + commit);
                update.disableRefLog();
                update.setNewObjectId(ObjectId.fromString(commit));
                accept(update.forceUpdate(), commit);
            } catch (IOException failure) {
                throw storage(url, failure);
            }
        }
    }

    private void accept(RefUpdate.Result result, String commit) throws IOException {
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            case NOT_ATTEMPTED,
                    LOCK_FAILURE,
                    REJECTED,
                    REJECTED_CURRENT_BRANCH,
                    IO_FAILURE,
                    RENAMED,
                    REJECTED_MISSING_OBJECT,
                    REJECTED_OTHER_REASON -> throw new IOException("keeping " + commit + " ended as " + result);
        }
    }

    /** The commit whose id starts like this, if this mirror holds exactly one. */
    Optional<String> expand(String prefix) {
        try (var reader = newReader()) {
            var commits = new ArrayList<String>();
            for (var id : reader.resolve(AbbreviatedObjectId.fromString(prefix))) {
                if (reader.open(id).getType() == Constants.OBJ_COMMIT) {
                    commits.add(id.name());
                }
            }
            return commits.size() == 1 ? Optional.of(commits.getFirst()) : Optional.empty();
        } catch (IOException failure) {
            throw Failures.of("Reading the mirror of", url, failure);
        }
    }

    private static GitException storage(RepositoryUrl url, IOException failure) {
        return new GitException(
                GitErrorCode.STORAGE,
                "The mirror of " + url + " cannot be written: " + failure + ". Give its folder space and write access.",
                failure);
    }

    @Override
    public synchronized void close() {
        closed = true;
        repository.close();
    }
}
