/**
 * The cluster-watcher's decision.
 *
 * <p>In: objects as they are listed, changed and deleted; which applications are placed on the cluster and what they desire. Decided: under which
 * applications each object stands. Out: {@link io.headwater.clusterwatcher.core.LiveChange}s, in the order in which they must be published.
 */
@NullMarked
package io.headwater.clusterwatcher.core;

import org.jspecify.annotations.NullMarked;
