package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;

/**
 * An object that the cluster-watcher found to belong to nobody.
 *
 * @param cluster the URL of the cluster's API server
 * @param version the version of its API
 */
public record Orphan(ObjectKey key, String cluster, String version) {}
