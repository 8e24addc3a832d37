package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;

/**
 * What would become of an object if it were applied?
 *
 * @param form the contents that it is about
 * @param uid of the live object
 * @param resourceVersion of the live object: of any other version the question is void
 */
public record TrialQuestion(ObjectKey object, AppliedForm form, String uid, String resourceVersion) {}
