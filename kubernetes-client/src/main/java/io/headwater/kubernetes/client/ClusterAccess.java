package io.headwater.kubernetes.client;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * All that is needed to send a request to a cluster, as it stood when it was read.
 *
 * @param fingerprint equal for two that were made from equal certificates and keys
 * @param authorization the header's value for a request made now; empty where a client certificate, or nothing, stands for the caller
 * @param expires when the credentials end and are read anew; empty if nobody says
 * @param proxy empty for a direct connection
 * @param compressed whether lists are asked for compressed
 * @param headers further ones for each request, such as those of impersonation
 */
record ClusterAccess(
        SSLContext tls,
        String fingerprint,
        Supplier<Optional<String>> authorization,
        Optional<Instant> expires,
        Optional<InetSocketAddress> proxy,
        boolean compressed,
        List<Map.Entry<String, String>> headers) {

    ClusterAccess {
        headers = List.copyOf(headers);
    }

    /** Whether a connection made with one can carry the requests of the other. */
    boolean sameTransportAs(ClusterAccess other) {
        return fingerprint.equals(other.fingerprint) && proxy.equals(other.proxy);
    }

    /** Whether a server that refused the other may take this one. */
    boolean differsFrom(ClusterAccess other) {
        return !sameTransportAs(other) || !authorization.get().equals(other.authorization.get());
    }

    /** Nothing of what it holds. */
    @Override
    public String toString() {
        return "ClusterAccess[expires=" + expires + ", proxy=" + proxy + "]";
    }
}
