/**
 * The clusters that services talk to.
 *
 * <p>In: records of the topic {@code clusters}, which refer to Secrets on the hub, and those Secrets. Decided: which connection leads to a server,
 * when it must be made anew, and what stays usable when a Secret does not. Out: one connection per cluster, shared by all of a process's work.
 */
@NullMarked
package io.headwater.runtime.cluster;

import org.jspecify.annotations.NullMarked;
