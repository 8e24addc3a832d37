package io.headwater.catalog.core;

import io.headwater.kubernetes.ApplicationKey;
import java.util.List;

/** Something about the hub that others must hear of. */
public sealed interface Fact {

    record ApplicationSeen(ApplicationFact application) implements Fact {}

    record ApplicationGone(ApplicationKey key) implements Fact {}

    record ProjectSeen(ProjectFact project) implements Fact {}

    record ProjectGone(String namespace, String name) implements Fact {}

    /** What holds for all applications, whether somebody has said anything or not. */
    record SettingsSeen(SettingsFact settings) implements Fact {}

    record RepositorySeen(RepositoryFact repository) implements Fact {}

    record RepositoryGone(String secretName) implements Fact {}

    record ClusterSeen(ClusterFact cluster) implements Fact {}

    record ClusterGone(String server) implements Fact {}

    /** An operation was asked for. */
    record OperationRequested(RequestedOperation operation) implements Fact {}

    /** An operation was asked for by somebody who gave it no id: it gets one before it is acted upon. */
    record OperationWithoutId(ApplicationKey key, String resourceVersion) implements Fact {}

    /** A Secret can't be read: what it declared before still holds. */
    record SecretUnreadable(String secretName, String reason) implements Fact {}

    /** Somebody asked to look at the sources of an application anew. */
    record RefreshRequested(ApplicationKey key, List<String> repositoryUrls, String value) implements Fact {}
}
