package io.headwater.applier.core;

import io.headwater.kubernetes.ApplicationKey;
import java.time.Instant;

/**
 * A step with its place in the record.
 *
 * @param sequence the position of the step in its operation, from 0
 */
public record LoggedStep(ApplicationKey application, String operationId, int sequence, Instant at, Step step) {}
