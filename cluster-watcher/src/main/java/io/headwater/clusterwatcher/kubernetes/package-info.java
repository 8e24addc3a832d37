/**
 * A cluster as the cluster-watcher sees it.
 *
 * <p>In: discovery, lists and watches. Decided: which kinds are worth a watch. Out: what was seen, handed to the worker's event loop.
 */
@NullMarked
package io.headwater.clusterwatcher.kubernetes;

import org.jspecify.annotations.NullMarked;
