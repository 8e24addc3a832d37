package io.headwater.repowatcher.core;

import io.headwater.git.RepositoryUrl;
import io.headwater.repositories.CredentialChain;

/**
 * A repository and the way to it. Applications of different projects may reach one repository with different credentials, and then see different
 * things.
 */
public record RepositoryPlace(RepositoryUrl url, CredentialChain credentials) {}
