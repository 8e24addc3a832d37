/**
 * The hub as the health-checker sees it.
 *
 * <p>In: statuses. Decided: whether a status has to be written, and the request to be cleared with it. Out: patches of Applications, and Events.
 */
@NullMarked
package io.headwater.healthchecker.kubernetes;

import org.jspecify.annotations.NullMarked;
