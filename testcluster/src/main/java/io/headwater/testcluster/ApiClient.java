package io.headwater.testcluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a test says to an API server as a user of it: JSON over HTTP, with paths as they are ({@code /api/v1/namespaces}).
 *
 * <p>Deliberately not the client of the product, which is what is being tested. Safe for use by many threads.
 */
public final class ApiClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * What the server said.
     *
     * @param body the JSON; missing when the answer is none
     */
    public record Answer(int status, JsonNode body) {

        public boolean successful() {
            return status < 400;
        }
    }

    private final Kubeconfig kubeconfig;
    private final HttpClient http;

    private ApiClient(Kubeconfig kubeconfig, HttpClient http) {
        this.kubeconfig = kubeconfig;
        this.http = http;
    }

    /** A client that speaks as the kubeconfig's user. */
    public static ApiClient of(Kubeconfig kubeconfig) {
        return new ApiClient(
                kubeconfig,
                HttpClient.newBuilder()
                        .sslContext(trusting(kubeconfig.certificateAuthority()))
                        .connectTimeout(LIMIT)
                        .build());
    }

    /** A TLS context that trusts the given certificates (PEM) and no others. */
    static SSLContext trusting(String certificates) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var bytes = new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII));
            var number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TestClusterException(
                    Code.FILES, "the API server's certificate cannot be read: " + e.getMessage(), e);
        }
    }

    /** The object or list at the path. */
    public JsonNode get(String path) {
        return successful("GET", path, send("GET", path));
    }

    /** The object at the path; empty when the server says that it isn't there. */
    public Optional<JsonNode> find(String path) {
        var answer = send("GET", path);
        return answer.status() == 404 ? Optional.empty() : Optional.of(successful("GET", path, answer));
    }

    /** Creates an object in the collection at the path. */
    public JsonNode create(String path, JsonNode object) {
        return successful("POST", path, send("POST", path, "application/json", object.toString()));
    }

    /** Replaces the object at the path. */
    public JsonNode replace(String path, JsonNode object) {
        return successful("PUT", path, send("PUT", path, "application/json", object.toString()));
    }

    /** Changes the object at the path by a JSON merge patch. */
    public JsonNode merge(String path, String patch) {
        return successful("PATCH", path, send("PATCH", path, "application/merge-patch+json", patch));
    }

    /**
     * Server-side apply of one object at its path, as field manager {@code testcluster}, taking fields from others.
     *
     * @param object JSON: of a patch in YAML, which it accepts as well, the API server loses the audit entry (kubernetes/kubernetes#139419)
     */
    public JsonNode apply(String path, String object) {
        var query = path + "?fieldManager=testcluster&force=true";
        return successful("PATCH", query, send("PATCH", query, "application/apply-patch+yaml", object));
    }

    /** Deletes the object at the path, or accepts that it isn't there. */
    public void delete(String path) {
        var answer = send("DELETE", path);
        if (answer.status() != 404) {
            successful("DELETE", path, answer);
        }
    }

    /** A request without a body, whatever the answer. */
    public Answer send(String method, String path) {
        return send(request(method, path, BodyPublishers.noBody()).build());
    }

    /** A request with a body, whatever the answer. */
    public Answer send(String method, String path, String contentType, String body) {
        return send(request(method, path, BodyPublishers.ofString(body))
                .header("Content-Type", contentType)
                .build());
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(kubeconfig.server() + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + kubeconfig.token())
                .header("Accept", "application/json")
                .header("User-Agent", "testcluster")
                .method(method, body);
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), parsed(response.body()));
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.REQUEST_FAILED, request.method() + " " + request.uri() + " was not answered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(
                    Code.REQUEST_FAILED, "interrupted in " + request.method() + " " + request.uri(), e);
        }
    }

    /** {@code /readyz} and a refusal by a proxy are plain text. */
    private static JsonNode parsed(String body) {
        try {
            return body.startsWith("{") ? JSON.readTree(body) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new TestClusterException(Code.REQUEST_FAILED, "the answer is cut: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode successful(String method, String path, Answer answer) {
        if (!answer.successful()) {
            throw new TestClusterException(
                    Code.REQUEST_FAILED,
                    method + " " + path + " was answered with " + answer.status() + ": "
                            + answer.body().path("message").asText("no message"));
        }
        return answer.body();
    }

    /** Drops the connections, whatever is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
