package io.headwater.applier.core;

import io.headwater.kubernetes.ObjectKey;

/**
 * What would become of an object if it were applied?
 *
 * @param pair the contents that it is about
 * @param seen the live object in the version that was looked at: of any other the question is void
 */
public record Question(ObjectKey object, Trial.Pair pair, Precondition.Unchanged seen) {}
