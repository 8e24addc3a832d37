package io.headwater.repowatcher.kafka;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.ApplicationSource;
import java.util.List;

/**
 * What the repo-watcher wants to know about an application.
 *
 * @param specDigest its version
 * @param project whose credentials it may use
 */
public record FollowedApplication(
        ApplicationKey key, String specDigest, String project, List<ApplicationSource> sources) {

    public FollowedApplication {
        sources = List.copyOf(sources);
    }
}
