package io.headwater.testcluster.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** A user's own bare copy of a repository, which talks to the server over HTTP. */
final class GitClient implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;

    private final Git git;
    private final URIish remote;
    private Optional<GitRepository.Credentials> credentials = Optional.empty();

    private GitClient(Git git, URIish remote) {
        this.git = git;
        this.remote = remote;
    }

    static GitClient of(GitRepository repository, Path directory) throws Exception {
        var git = Git.init()
                .setBare(true)
                .setDirectory(Files.createTempDirectory(directory, "client").toFile())
                .call();
        git.getRepository().getConfig().setInt("gc", null, "auto", 0);
        return new GitClient(git, new URIish(repository.uri().toString()));
    }

    GitClient as(String user, String password) {
        credentials = Optional.of(new GitRepository.Credentials(user, password));
        return this;
    }

    /** Fetches the branch {@code main}. */
    void fetch() throws Exception {
        fetch("+refs/heads/main:refs/heads/main", Optional.empty());
    }

    /** Fetches a commit by its id, without its history. */
    void fetchCommit(String id) throws Exception {
        fetch(id + ":refs/heads/wanted", Optional.empty());
    }

    /** Fetches the branch {@code main} without file contents. */
    void fetchWithoutBlobs() throws Exception {
        fetch("+refs/heads/main:refs/heads/main", Optional.of(FilterSpec.fromFilterLine("blob:none")));
    }

    private void fetch(String refs, Optional<FilterSpec> filter) throws Exception {
        try (var transport = Transport.open(git.getRepository(), remote)) {
            transport.setTimeout(TIMEOUT_SECONDS);
            filter.ifPresent(transport::setFilterSpec);
            credentials.ifPresent(known -> transport.setCredentialsProvider(
                    new UsernamePasswordCredentialsProvider(known.user(), known.password())));
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec(refs)));
        }
    }

    void push(String refs) throws Exception {
        git.push()
                .setRemote(remote.toString())
                .setRefSpecs(new RefSpec(refs))
                .setForce(true)
                .call();
    }

    boolean has(String id) throws IOException {
        return git.getRepository().getObjectDatabase().has(ObjectId.fromString(id));
    }

    String head() throws IOException {
        return git.getRepository().resolve("refs/heads/main").name();
    }

    String text(String path) throws IOException {
        var blob = git.getRepository().resolve("refs/heads/main:" + path);
        return blob == null ? "" : new String(git.getRepository().open(blob).getBytes(), StandardCharsets.UTF_8);
    }

    /** A file's blob at the head, whether its contents are there or not. */
    String blob(String path) throws IOException {
        return git.getRepository().resolve("refs/heads/main:" + path).name();
    }

    @Override
    public void close() {
        git.close();
    }
}
