package io.headwater.gateway.core;

import java.util.List;

/**
 * A push that a Git server told us of.
 *
 * @param ref as {@code refs/heads/main}
 * @param before the commit the ref stood at; empty if it is new
 * @param after the commit the ref stands at; empty if it was deleted
 */
public record Push(
        String provider,
        String deliveryId,
        List<String> repositoryUrls,
        String ref,
        String before,
        String after,
        String defaultBranch) {

    public Push {
        repositoryUrls = List.copyOf(repositoryUrls);
    }
}
