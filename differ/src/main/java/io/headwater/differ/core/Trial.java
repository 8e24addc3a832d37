package io.headwater.differ.core;

import java.util.Optional;

/**
 * What a cluster said when it was asked what applying an object would give.
 *
 * @param form the contents that it was asked about
 * @param unchanged whether the live object would stay as it is
 * @param refusal why it would not have the object; empty if it would
 */
public record Trial(AppliedForm form, boolean unchanged, Optional<String> refusal) {}
