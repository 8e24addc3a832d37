/**
 * The cluster-watcher at work.
 *
 * <p>In: topics and the ownership of units. Decided: which watches this process runs. Out: records.
 */
@NullMarked
package io.headwater.clusterwatcher.topology;

import org.jspecify.annotations.NullMarked;
