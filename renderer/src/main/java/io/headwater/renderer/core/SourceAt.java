package io.headwater.renderer.core;

/**
 * A source at a commit.
 *
 * @param index its position in the Application
 * @param revision a full commit id; empty where it could not be resolved
 */
public record SourceAt(int index, String repositoryUrl, String targetRevision, String revision) {}
