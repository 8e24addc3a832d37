package io.headwater.repositories;

import java.util.Optional;

/**
 * Where the credentials for a repository stand: in its own Secret, else in the template for its URL. Both are empty for a repository that nobody
 * declared, which is read without credentials.
 *
 * @param repository the repository's own Secret
 * @param template the Secret with the longest URL prefix; consulted only if the repository's own has no credentials
 */
public record CredentialChain(Optional<SecretReference> repository, Optional<SecretReference> template) {

    /** The chain of a repository that nobody declared. */
    public static final CredentialChain NONE = new CredentialChain(Optional.empty(), Optional.empty());
}
