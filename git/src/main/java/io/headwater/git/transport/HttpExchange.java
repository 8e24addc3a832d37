package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** One request of JGit's transport over the JDK's HTTP client. The request goes out when the answer is first asked for. */
final class HttpExchange implements HttpConnection {

    private final HttpRemote remote;
    private final URL target;
    private final HttpRequest.Builder request = HttpRequest.newBuilder();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String method = "GET";
    private @Nullable HttpResponse<InputStream> answer;

    HttpExchange(HttpRemote remote, URL target) {
        this.remote = remote;
        this.target = target;
    }

    private HttpResponse<InputStream> answer() throws IOException {
        if (answer == null) {
            var content = HttpRequest.BodyPublishers.ofByteArray(body.toByteArray());
            request.method(method, method.equals("POST") ? content : HttpRequest.BodyPublishers.noBody());
            answer = remote.send(target, request);
        }
        return answer;
    }

    private HttpResponse<InputStream> received() {
        if (answer == null) {
            throw new IllegalStateException("the answer is looked at before it was asked for");
        }
        return answer;
    }

    @Override
    public int getResponseCode() throws IOException {
        return answer().statusCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return "status " + answer().statusCode();
    }

    @Override
    public URL getURL() {
        return target;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return received().headers().map();
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        return received().headers().firstValue(name).orElse(null);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return received().headers().allValues(name);
    }

    @Override
    public @Nullable String getContentType() {
        return getHeaderField("Content-Type");
    }

    @Override
    public int getContentLength() {
        return (int) received().headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return answer().body();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        if (answer != null) {
            throw new HttpRefusal(GitErrorCode.UNREACHABLE, "the request was already sent", null);
        }
        return body;
    }

    @Override
    public void setRequestProperty(String key, String value) {
        request.setHeader(key, value);
    }

    @Override
    public void setRequestMethod(String name) {
        method = name;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public void connect() throws IOException {
        answer();
    }

    @Override
    public boolean usingProxy() {
        return false;
    }

    @Override
    public void setDoOutput(boolean output) {
        if (output) {
            method = "POST";
        }
    }

    /** Times are the business of {@link HttpRemote}. */
    @Override
    public void setConnectTimeout(int milliseconds) {}

    /** Times are the business of {@link HttpRemote}. */
    @Override
    public void setReadTimeout(int milliseconds) {}

    /** There is no cache. */
    @Override
    public void setUseCaches(boolean cached) {}

    /** JGit follows redirects by Git's rules. */
    @Override
    public void setInstanceFollowRedirects(boolean follow) {}

    /** The whole body is at hand when it is sent. */
    @Override
    public void setFixedLengthStreamingMode(int length) {}

    /** The whole body is at hand when it is sent. */
    @Override
    public void setChunkedStreamingMode(int length) {}

    @Override
    public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
        throw new IllegalStateException("TLS is set up by HttpClients alone");
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        throw new IllegalStateException("TLS is set up by HttpClients alone");
    }
}
