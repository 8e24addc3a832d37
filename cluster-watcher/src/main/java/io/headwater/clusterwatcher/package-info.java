/**
 * The cluster-watcher: what a cluster holds that belongs to an application.
 *
 * <p>In: clusters, applications, what they desire, and the watches of each cluster. Decided: under which applications an object stands, and whether
 * all objects of a kind are known. Out: {@code live}.
 */
@NullMarked
package io.headwater.clusterwatcher;

import org.jspecify.annotations.NullMarked;
