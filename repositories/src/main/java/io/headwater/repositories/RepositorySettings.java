package io.headwater.repositories;

import java.util.Map;
import java.util.Optional;

/** What the hub keeps for reaching repositories. All methods may wait for the hub. */
public interface RepositorySettings {

    /**
     * The data of a Secret, decoded; of its newest version, which may be newer than the one referred to.
     *
     * @throws RepositoriesException if there is no such Secret, or it can't be read
     */
    Map<String, String> secret(SecretReference secret);

    /**
     * A general setting that Argo CD has in its ConfigMap {@code argocd-cm}, such as {@code timeout.reconciliation}; empty if it is not set.
     *
     * @throws RepositoriesException if that can't be said
     */
    Optional<String> setting(String key);

    /**
     * The host keys of ssh servers, in the form of OpenSSH's {@code known_hosts}; empty if none are kept.
     *
     * @throws RepositoriesException if that can't be said
     */
    String knownHosts();

    /**
     * The PEM certificates that a host is trusted by besides the platform's; empty if none are kept.
     *
     * @throws RepositoriesException if that can't be said
     */
    String certificatesFor(String host);
}
