package io.headwater.differ.core;

import java.util.Optional;

/**
 * What the renderer last said about an application.
 *
 * @param specDigest the version of the application at the last try
 * @param good the newest set that rendered without an error; a failure leaves it as it was
 * @param failure why the last try failed; empty when {@code good} is its result
 */
public record DesiredState(String specDigest, Optional<RenderedSet> good, Optional<Reason> failure) {}
