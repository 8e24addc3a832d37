package io.headwater.differ.core;

/** Where one source of an application stands: its position, its repository, what is asked for, and the commit. */
public record SourceRevision(int sourceIndex, String repositoryUrl, String targetRevision, String revision) {}
