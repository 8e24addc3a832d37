package io.headwater.applier.core;

/**
 * Where one source of an application stands.
 *
 * @param sourceIndex its position in the Application, from 0
 * @param targetRevision what the Application asks for; empty for the default branch
 * @param revision the commit: a full SHA
 */
public record SourceRevision(int sourceIndex, String repositoryUrl, String targetRevision, String revision) {}
