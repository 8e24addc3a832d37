package io.headwater.testcluster.git;

import com.sun.net.httpserver.HttpExchange;
import io.headwater.testcluster.git.GitRequest.Operation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** One HTTP exchange, seen as Git means it. */
final class GitExchange {

    private static final Pattern PATH =
            Pattern.compile("/(?<repository>.+?)(\\.git)?/(?<service>info/refs|git-upload-pack|git-receive-pack)");
    private static final int COMMAND_LIMIT = 64;

    private final HttpExchange http;
    private final InputStream body;
    private final GitRequest request;

    private GitExchange(HttpExchange http, InputStream body, GitRequest request) {
        this.http = http;
        this.body = body;
        this.request = request;
    }

    static GitExchange of(HttpExchange http, Clock clock) throws IOException {
        var body = new BufferedInputStream(
                "gzip".equals(http.getRequestHeaders().getFirst("Content-Encoding"))
                        ? new GZIPInputStream(http.getRequestBody())
                        : http.getRequestBody());
        var path = PATH.matcher(http.getRequestURI().getPath());
        var known = path.matches();
        var operation = known ? operation(path.group("service"), http.getRequestURI(), body) : Operation.UNKNOWN;
        var name = known ? path.group("repository") : http.getRequestURI().getPath();
        return new GitExchange(
                http,
                body,
                new GitRequest(
                        clock.instant(),
                        name,
                        operation,
                        protocol(header(http, "Git-Protocol")),
                        credentials(http).map(GitRepository.Credentials::user)));
    }

    GitRequest request() {
        return request;
    }

    InputStream body() {
        return body;
    }

    /** The header {@code Git-Protocol}, empty when there is none. */
    String protocol() {
        return header(http, "Git-Protocol");
    }

    boolean authenticatedAs(GitRepository.Credentials required) {
        return credentials(http).filter(required::equals).isPresent();
    }

    /** Starts a good answer, and gives the stream for its body. */
    OutputStream begin() throws IOException {
        http.getResponseHeaders().set("Content-Type", SmartHttp.contentType(request.operation()));
        http.getResponseHeaders().set("Cache-Control", "no-cache");
        http.sendResponseHeaders(200, 0);
        return http.getResponseBody();
    }

    void refuse(int status, String reason) throws IOException {
        if (status == 401) {
            http.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"testcluster\"");
        }
        var text = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "text/plain");
        http.sendResponseHeaders(status, text.length);
        http.getResponseBody().write(text);
    }

    /** Ends the answer; the connection stays. */
    void end() {
        http.close();
    }

    private static Operation operation(String service, URI uri, InputStream body) throws IOException {
        return switch (service) {
            case "info/refs" -> information(Optional.ofNullable(uri.getQuery()).orElse(""));
            case "git-upload-pack" -> command(body).equals("command=ls-refs") ? Operation.LIST_REFS : Operation.FETCH;
            default -> Operation.PUSH;
        };
    }

    private static Operation information(String query) {
        return switch (query) {
            case "service=git-upload-pack" -> Operation.FETCH_INFO;
            case "service=git-receive-pack" -> Operation.PUSH_INFO;
            default -> Operation.UNKNOWN;
        };
    }

    /** The first line of the body, which with protocol 2 names the command; four digits of its length stand before it. */
    private static String command(InputStream body) throws IOException {
        body.mark(COMMAND_LIMIT);
        var start = new String(body.readNBytes(COMMAND_LIMIT), StandardCharsets.US_ASCII);
        body.reset();
        var lines = start.split("[\n\0]", 2);
        var first = lines[0].length() > 4 ? lines[0].substring(4) : "";
        return first.startsWith("command=ls-refs") ? "command=ls-refs" : first;
    }

    private static int protocol(String header) {
        return Arrays.stream(header.split(":"))
                .filter(part -> part.startsWith("version="))
                .mapToInt(part -> Integer.parseInt(part.substring("version=".length())))
                .findFirst()
                .orElse(0);
    }

    private static Optional<GitRepository.Credentials> credentials(HttpExchange http) {
        var authorization = header(http, "Authorization");
        if (!authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        var decoded = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        var colon = decoded.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new GitRepository.Credentials(decoded.substring(0, colon), decoded.substring(colon + 1)));
    }

    private static String header(HttpExchange http, String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name)).orElse("");
    }
}
