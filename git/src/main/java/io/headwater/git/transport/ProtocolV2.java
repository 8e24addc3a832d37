package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;

/**
 * Git's protocol version 2 over http, for the two questions that stand on the way of every commit, each in a single request. JGit asks three
 * times for a fetch: what the server can do, which refs it has, and then for the pack; of a commit whose id is known, the pack is enough.
 *
 * @see <a href="https://git-scm.com/docs/protocol-v2">gitprotocol-v2</a>
 */
final class ProtocolV2 {

    private static final String SERVICE = "git-upload-pack";
    private static final int MOST_CAPABILITIES = 1000;

    private final HttpRemote remote;
    private final String location;

    ProtocolV2(HttpRemote remote, String location) {
        this.remote = remote;
        this.location = location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
    }

    /** Receives refs one by one. */
    interface RefSink {
        /**
         * @param attributes {@code symref-target:…}, {@code peeled:…}
         */
        void accept(String id, String name, List<String> attributes) throws IOException;
    }

    /** Whether the server speaks version 2 at this very address; one that redirects counts as not. */
    boolean isSpoken() throws IOException {
        var request =
                HttpRequest.newBuilder().header("Git-Protocol", "version=2").GET();
        var answer = remote.send(url("/info/refs?service=" + SERVICE), request);
        try (var body = answer.body()) {
            return answer.statusCode() == 200 && announces(new PacketLines(body));
        }
    }

    private static boolean announces(PacketLines lines) throws IOException {
        boolean version2 = false;
        boolean sha1 = true;
        boolean fetch = false;
        for (int seen = 0; seen < MOST_CAPABILITIES; seen++) {
            if (lines.next() != PacketLines.Kind.LINE) {
                if (version2) {
                    return fetch && sha1;
                }
                continue;
            }
            var text = lines.text();
            version2 |= text.equals("version 2");
            fetch |= text.equals("fetch") || text.startsWith("fetch=");
            sha1 &= !text.startsWith("object-format=") || text.equals("object-format=sha1");
            if (!version2 && !text.startsWith("#")) {
                return false;
            }
        }
        return false;
    }

    void listRefs(Set<String> prefixes, RefSink sink) throws IOException {
        var request = new PacketWriter()
                .line("command=ls-refs")
                .delimiter()
                .line("peel")
                .line("symrefs");
        prefixes.forEach(prefix -> request.line("ref-prefix " + prefix));
        try (var body = post(request.end(), remote.patience())) {
            var lines = new PacketLines(body);
            while (lines.next() == PacketLines.Kind.LINE) {
                var parts = lines.text().split(" ");
                if (parts.length < 2) {
                    throw new PackProtocolException("the list of refs holds an impossible line");
                }
                sink.accept(parts[0], parts[1], List.of(parts).subList(2, parts.length));
            }
        }
    }

    /**
     * Asks for commits with everything that the server cannot assume us to have.
     *
     * @param haves commits that we hold with all their history
     * @return the pack; to be closed
     */
    InputStream fetch(Collection<String> wants, Collection<String> haves) throws IOException {
        var request = new PacketWriter()
                .line("command=fetch")
                .delimiter()
                .line("thin-pack")
                .line("no-progress")
                .line("ofs-delta");
        wants.forEach(want -> request.line("want " + want));
        haves.forEach(have -> request.line("have " + have));
        var body =
                post(request.line("done").end(), haves.isEmpty() ? remote.patienceForFirstPack() : remote.patience());
        try {
            var lines = new PacketLines(body);
            while (lines.next() != PacketLines.Kind.LINE || !lines.text().equals("packfile")) {
                // Other sections may come before; they end with a mark, and the stream ends with an exception.
            }
            return new BandedPack(lines, body);
        } catch (IOException | RuntimeException failure) {
            body.close();
            throw failure;
        }
    }

    private InputStream post(byte[] request, Duration patience) throws IOException {
        var answer = remote.send(
                url("/" + SERVICE),
                HttpRequest.newBuilder()
                        .header("Git-Protocol", "version=2")
                        .header("Content-Type", "application/x-" + SERVICE + "-request")
                        .header("Accept", "application/x-" + SERVICE + "-result")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request)),
                patience);
        var kind = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.statusCode() != 200 || !kind.startsWith("application/x-" + SERVICE + "-result")) {
            answer.body().close();
            throw new HttpRefusal(
                    GitErrorCode.NOT_GIT, "the server no longer answers at this address as a Git server does", null);
        }
        return answer.body();
    }

    private URL url(String suffix) throws IOException {
        return URI.create(location + suffix).toURL();
    }
}
