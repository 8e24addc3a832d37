package io.headwater.kubernetes.client;

import java.net.URI;

/** Where the way to a cluster is written down; read again whenever a server refuses what was read last. */
interface AccessSource {

    /** The server's URL without a trailing slash. */
    URI server();

    /**
     * Reads certificates and credentials, running a credential plugin where one is named: it may take seconds.
     *
     * @throws KubernetesException {@code CREDENTIALS} if they cannot be had, {@code TLS} if a certificate or key cannot be read
     */
    ClusterAccess open();
}
