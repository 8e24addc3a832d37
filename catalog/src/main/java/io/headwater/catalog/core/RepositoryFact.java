package io.headwater.catalog.core;

/**
 * A repository, or a prefix of repositories, that the hub has credentials for.
 *
 * @param url without credentials in it
 * @param type {@code git}, {@code helm} or {@code oci}
 * @param template whether it stands for all URLs with the prefix
 * @param project the project that alone may use it; empty for all
 */
public record RepositoryFact(
        String url, String type, boolean template, String project, String secretName, String secretVersion) {}
