package io.headwater.applier.core;

/** A question, and how it is put to a cluster: {@link ApplicationSync#answered} is told what came of it. */
public record DryRun(Question question, String cluster, Task.Apply task) {}
