package io.headwater.git.transport;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The Git LFS server of a repository: found beside it, or where {@code .lfsconfig} says; asked by the batch API with basic transfers. Our
 * credentials go to the repository's own host alone.
 *
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md">The batch API</a>
 */
public final class LfsServer {

    private static final String MEDIA_TYPE = "application/vnd.git-lfs+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ANSWER = 1024 * 1024;
    private static final int MOST_REDIRECTS = 5;

    private final RepositoryUrl url;
    private final RepositoryAccess access;
    private final GitLimits limits;
    private final Connections connections;
    private final String configured;

    /** @param configured {@code lfs.url} of the repository's {@code .lfsconfig}; empty if there is none */
    public LfsServer(
            RepositoryUrl url, RepositoryAccess access, GitLimits limits, Connections connections, String configured) {
        this.url = url;
        this.access = access;
        this.limits = limits;
        this.connections = connections;
        this.configured = configured;
    }

    /**
     * Downloads a file, and checks it.
     *
     * @param oid the SHA-256 of the content
     * @param size its length; the caller has found it acceptable
     * @throws GitException {@link GitErrorCode#LFS_INVALID} if the server does not have it, or delivers something else
     */
    public byte[] download(String oid, long size) {
        try {
            var action = action(oid, size);
            var content = content(action, size);
            check(content, oid, size);
            return content;
        } catch (IOException | RuntimeException failure) {
            throw explained(Failures.of("Reading the Git LFS file " + oid + " of", url, failure));
        }
    }

    private static GitException explained(GitException failure) {
        return failure.code() == GitErrorCode.NOT_FOUND
                ? new GitException(GitErrorCode.LFS_INVALID, String.valueOf(failure.getMessage()), failure)
                : failure;
    }

    private JsonNode action(String oid, long size) throws IOException {
        var request = JSON.createObjectNode().put("operation", "download").put("hash_algo", "sha256");
        request.putArray("transfers").add("basic");
        request.putArray("objects").addObject().put("oid", oid).put("size", size);
        var endpoint = endpoint();
        var post = HttpRequest.newBuilder()
                .header("Accept", MEDIA_TYPE)
                .header("Content-Type", MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)));
        var answer = send(new Target(httpUrl(endpoint.href() + "/objects/batch"), endpoint.header()), post);
        var first = json(answer).path("objects").path(0);
        if (first.has("error")) {
            throw invalid(
                    "its server says \"" + first.path("error").path("message").asText("no") + "\"");
        }
        var action = first.path("actions").path("download");
        if (!action.hasNonNull("href")) {
            throw invalid("its server offers no download");
        }
        return action;
    }

    private byte[] content(JsonNode action, long size) throws IOException {
        var target = new Target(httpUrl(action.path("href").asText()), action.path("header"));
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var answer = send(target, HttpRequest.newBuilder().GET());
            try (var body = answer.body()) {
                if (answer.statusCode() == 200) {
                    return body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, size + 1));
                }
            }
            target = target.redirected(answer.headers().firstValue("Location").orElse(""));
        }
        throw invalid("its server redirects without end");
    }

    private record Target(URL url, JsonNode header) {
        Target redirected(String location) throws IOException {
            var next = httpUrl(URI.create(url.toString()).resolve(location).toString());
            return new Target(next, next.getHost().equalsIgnoreCase(url.getHost()) ? header : JSON.missingNode());
        }

        boolean logsInItself() {
            var names = header.fieldNames();
            while (names.hasNext()) {
                if (names.next().equalsIgnoreCase("Authorization")) {
                    return true;
                }
            }
            return false;
        }
    }

    private HttpResponse<InputStream> send(Target target, HttpRequest.Builder request) throws IOException {
        for (var field : target.header().properties()) {
            request.setHeader(field.getKey(), field.getValue().asText());
        }
        var deadline = Deadline.in(limits.transfer());
        var remote = new HttpRemote(connections.http().clientFor(access), url, access, limits, deadline);
        if (target.logsInItself()) {
            remote.leaveOutCredentials();
        }
        return remote.send(target.url(), request);
    }

    private static JsonNode json(HttpResponse<InputStream> answer) throws IOException {
        try (var body = answer.body()) {
            return JSON.readTree(body.readNBytes(LONGEST_ANSWER));
        } catch (JacksonException failure) {
            throw invalid("its server does not speak the batch API");
        }
    }

    private record Endpoint(String href, JsonNode header) {}

    private Endpoint endpoint() throws IOException {
        if (!configured.isEmpty()) {
            return new Endpoint(withoutSlash(configured), JSON.missingNode());
        }
        return switch (url.protocol()) {
            case HTTP, HTTPS -> {
                var location = withoutSlash(url.location());
                yield new Endpoint(
                        (location.endsWith(".git") ? location : location + ".git") + "/info/lfs", JSON.missingNode());
            }
            case SSH -> announced();
            case FILE -> throw invalid("a repository that is a folder has no LFS server");
        };
    }

    /** Over ssh, the server says itself where its LFS server is, and how to log in there. */
    private Endpoint announced() throws IOException {
        var command = "git-lfs-authenticate " + quoted(url.path().substring(1)) + " download";
        var sessions = new SshSessions(connections.ssh(), url, access, limits);
        var said = JSON.readTree(sessions.output(command, LONGEST_ANSWER));
        if (!said.hasNonNull("href")) {
            throw invalid("its ssh server does not say where its files are");
        }
        return new Endpoint(withoutSlash(said.path("href").asText()), said.path("header"));
    }

    private static String quoted(String path) {
        return "'" + path.replace("'", "'\\''") + "'";
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static URL httpUrl(String text) throws IOException {
        try {
            var uri = URI.create(text);
            if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())
                    || uri.getHost() == null) {
                throw invalid("its server's address is no http address");
            }
            return uri.toURL();
        } catch (IllegalArgumentException | MalformedURLException failure) {
            throw invalid("its server's address is not well-formed");
        }
    }

    private static void check(byte[] content, String oid, long size) throws HttpRefusal {
        try {
            var digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            if (content.length != size || !digest.equals(oid)) {
                throw invalid("its server delivers something else than the pointer says");
            }
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every JDK has SHA-256", failure);
        }
    }

    private static HttpRefusal invalid(String what) {
        return new HttpRefusal(GitErrorCode.LFS_INVALID, what, null);
    }
}
