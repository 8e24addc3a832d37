package io.headwater.testcluster.git;

import com.sun.net.httpserver.HttpExchange;
import io.headwater.testcluster.ServerIdentity;
import io.headwater.testcluster.TestClusterException;
import io.headwater.testcluster.TestClusterException.Code;
import io.headwater.testcluster.fault.FaultBoard;
import io.headwater.testcluster.fault.FaultSwitch;
import io.headwater.testcluster.http.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Bare repositories served over HTTP on loopback, for fetch and push, with faults that are switched on while it runs. Safe for use by many threads.
 *
 * <p>JGit's own servlets would bring a servlet container along, for four kinds of requests.
 */
public final class GitServer implements AutoCloseable {

    private final Path directory;
    private final Clock clock;
    private final LoopbackServer http;
    private final Map<String, GitRepository> repositories = new ConcurrentHashMap<>();
    private final List<GitRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final FaultBoard<GitRequest, GitFault> faults = new FaultBoard<>();

    private GitServer(Path directory, Clock clock, int port, Optional<ServerIdentity> identity) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.clock = clock;
        this.http = LoopbackServer.start(port, identity, this::handle);
    }

    /**
     * Starts a server.
     *
     * @param directory of its repositories; those that are there already are served too
     * @param port 0 for a free one
     */
    public static GitServer start(Path directory, int port) {
        return start(directory, port, Optional.empty());
    }

    /** Starts a server on a free port. */
    public static GitServer start(Path directory) {
        return start(directory, 0);
    }

    /** Starts a server on a free port that speaks TLS. */
    public static GitServer startWithTls(Path directory, ServerIdentity identity) {
        return start(directory, 0, Optional.of(identity));
    }

    private static GitServer start(Path directory, int port, Optional<ServerIdentity> identity) {
        try {
            var server = new GitServer(directory, Clock.systemUTC(), port, identity);
            server.openExisting();
            return server;
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.START_FAILED,
                    "no Git server on port " + port + " for " + directory + ": " + e.getMessage(),
                    e);
        }
    }

    private void openExisting() throws IOException {
        try (var entries = Files.newDirectoryStream(directory, "*.git")) {
            for (var entry : entries) {
                open(entry.getFileName().toString().replaceFirst("\\.git$", ""));
            }
        }
    }

    /** Where it listens. */
    public URI uri() {
        return http.uri();
    }

    /** Where a repository of that name is, or would be. */
    public URI uri(String name) {
        return URI.create(uri() + "/" + name + ".git");
    }

    /**
     * Makes an empty repository.
     *
     * @param name a name, or a path ({@code team/shop})
     * @throws IllegalStateException when it is there already
     */
    public GitRepository create(String name) {
        if (repositories.containsKey(name)) {
            throw new IllegalStateException("there is a repository " + name + " already");
        }
        try {
            var repository = open(name);
            repository.repository().create(true);
            repository.leaveGarbageAlone();
            repository.defaultBranch("main");
            return repository;
        } catch (IOException e) {
            throw new TestClusterException(Code.FILES, "cannot make the repository " + name + ": " + e.getMessage(), e);
        }
    }

    private GitRepository open(String name) throws IOException {
        var files = new FileRepositoryBuilder()
                .setGitDir(directory.resolve(name + ".git").toFile())
                .setBare()
                .build();
        var repository = new GitRepository(name, uri(name), files);
        repositories.put(name, repository);
        return repository;
    }

    /** A repository that is there. */
    public GitRepository repository(String name) {
        return Objects.requireNonNull(repositories.get(name), () -> "no repository " + name + " in " + directory);
    }

    /** Takes a repository away: from now on it is answered with 404. One of the same name can be created again, empty. */
    public void delete(String name) {
        repositories.remove(repository(name).name()).close();
        try {
            Files.move(
                    directory.resolve(name + ".git"),
                    Files.createTempDirectory(directory, "deleted-").resolve("repository"));
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.FILES, "cannot delete the repository " + name + ": " + e.getMessage(), e);
        }
    }

    /** Switches a fault on, for every request that is meant, until it is switched off. */
    public FaultSwitch<GitRequest, GitFault> fault(Predicate<GitRequest> meant, GitFault fault) {
        return faults.on(meant, fault);
    }

    /** Switches a fault on, for everything that is asked of a repository. */
    public FaultSwitch<GitRequest, GitFault> fault(GitRepository repository, GitFault fault) {
        return faults.on(request -> request.repository().equals(repository.name()), fault);
    }

    /** Switches a fault on for the next so many requests that are meant. */
    public FaultSwitch<GitRequest, GitFault> fault(int times, Predicate<GitRequest> meant, GitFault fault) {
        return faults.times(times, meant, fault);
    }

    /** Every request since the start, in the order in which they came. */
    public List<GitRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests of a repository, in the order in which they came. */
    public List<GitRequest> requests(GitRepository repository) {
        return requests.stream()
                .filter(request -> request.repository().equals(repository.name()))
                .toList();
    }

    /** An exception breaks the connection off; closing the exchange would end the answer as if it were whole. */
    private void handle(HttpExchange http) throws IOException {
        var exchange = GitExchange.of(http, clock);
        requests.add(exchange.request());
        var hit = faults.hit(exchange.request());
        if (hit.isPresent()) {
            answer(exchange, hit.get());
        } else {
            answer(exchange, Answering.whole());
        }
        exchange.end();
    }

    private void answer(GitExchange exchange, FaultSwitch<GitRequest, GitFault> on) throws IOException {
        switch (on.fault()) {
            case GitFault.Hang() -> {
                on.awaitOff();
                answer(exchange, Answering.whole());
            }
            case GitFault.Refuse(var status) -> exchange.refuse(status, "refused by a fault");
            case GitFault.Slow(var bytesPerSecond) -> answer(exchange, out -> FaultyOutput.slow(out, bytesPerSecond));
            case GitFault.Cut(var afterBytes) -> answer(exchange, out -> FaultyOutput.cut(out, afterBytes));
        }
    }

    /** How the body of an answer goes out. */
    @FunctionalInterface
    private interface Answering {

        OutputStream through(OutputStream out);

        static Answering whole() {
            return out -> out;
        }
    }

    private void answer(GitExchange exchange, Answering answering) throws IOException {
        var repository = repositories.get(exchange.request().repository());
        if (repository == null || exchange.request().operation() == GitRequest.Operation.UNKNOWN) {
            exchange.refuse(404, "no such repository");
            return;
        }
        var required = repository.required();
        if (required.isPresent() && !exchange.authenticatedAs(required.get())) {
            exchange.refuse(401, "wrong credentials, or none");
            return;
        }
        var out = answering.through(exchange.begin());
        SmartHttp.of(repository, exchange.protocol()).answer(exchange.request().operation(), exchange.body(), out);
        out.close();
    }

    /** Stops it, whatever is under way; repositories stay where they are. Again, it does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        faults.allOff();
        http.close();
        repositories.values().forEach(GitRepository::close);
    }
}
