package io.headwater.testcluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Everything that was asked of an API server, in the order in which it was answered: the witness of the tests.
 *
 * <p>Requests and answers are there with their bodies, except for what the cluster's own processes read. Safe for use by many threads.
 */
public final class AuditLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);
    private static final String SETTLE_PATH = "/version?testcluster-settle=";
    private static final Pattern LOST = Pattern.compile("AUDIT: id=.* response=\"[123]..\"");

    /**
     * A place in the log.
     *
     * @param offset in the audit log
     * @param serverLogOffset in what the API server logs about itself, at the same time
     */
    public record Mark(long offset, long serverLogOffset) {}

    private final LineFile file;
    private final LineFile serverLog;
    private final ApiClient server;

    AuditLog(RunDirectory files, ApiClient server) {
        this.file = new LineFile(files.auditLog());
        this.serverLog = new LineFile(files.logOf(Component.API_SERVER));
        this.server = server;
    }

    public Path file() {
        return file.path();
    }

    /** Here: what is answered from now on comes after it. */
    public Mark mark() {
        settle();
        return new Mark(file.end(), serverLog.end());
    }

    /** The beginning of the log. */
    public Mark start() {
        return new Mark(0, 0);
    }

    /**
     * What was answered since the mark, including every request that this process has had an answer to.
     *
     * <p>The server writes an entry just after it has answered. So a request of our own is sent, and its entry waited for; when the server is down, the
     * log is taken as it is.
     *
     * @throws TestClusterException when the server has lost an entry of a request that it has granted, and the log is no witness. It loses those of
     *     patches that are not JSON (kubernetes/kubernetes#139419): apply with a JSON body.
     */
    public List<AuditEntry> entriesSince(Mark mark) {
        settle();
        refuseLosses(mark);
        return entries(file.linesSince(mark.offset()));
    }

    /** What was answered since the mark and is of interest. */
    public List<AuditEntry> entriesSince(Mark mark, Predicate<AuditEntry> wanted) {
        return entriesSince(mark).stream().filter(wanted).toList();
    }

    /**
     * Waits for a request.
     *
     * @return the first one since the mark that is wanted
     * @throws TestClusterException when none came in time
     */
    public AuditEntry await(Mark mark, Duration limit, Predicate<AuditEntry> wanted) {
        var deadline = Deadline.in(limit);
        var from = mark.offset();
        do {
            var part = file.linesSince(from);
            var first = entries(part).stream().filter(wanted).findFirst();
            if (first.isPresent()) {
                return first.get();
            }
            from = part.end();
        } while (deadline.pause());
        refuseLosses(mark);
        throw new TestClusterException(Code.TIMED_OUT, "no such request within " + limit + " in " + file.path());
    }

    private void settle() {
        var id = UUID.randomUUID().toString();
        var from = file.end();
        try {
            server.send("GET", SETTLE_PATH + id);
        } catch (TestClusterException down) {
            return;
        }
        if (!Deadline.in(SETTLE_LIMIT).await(() -> file.linesSince(from).text().contains(id))) {
            throw new TestClusterException(
                    Code.TIMED_OUT, "the API server does not write its audit log " + file.path());
        }
    }

    private void refuseLosses(Mark mark) {
        var lost = LOST.matcher(serverLog.linesSince(mark.serverLogOffset()).text());
        if (lost.find()) {
            throw new TestClusterException(
                    Code.FILES,
                    "the API server lost an audit entry, as it does of patches that are not JSON: " + lost.group());
        }
    }

    private List<AuditEntry> entries(LineFile.Part part) {
        return part.text()
                .lines()
                .filter(line -> !line.contains(SETTLE_PATH))
                .map(this::parse)
                .toList();
    }

    private AuditEntry parse(String line) {
        try {
            return AuditEntry.of(JSON.readTree(line));
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.FILES, "not an audit entry in " + file.path() + ": " + e.getMessage(), e);
        }
    }
}
