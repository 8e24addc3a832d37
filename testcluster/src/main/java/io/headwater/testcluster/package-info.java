/**
 * A real Kubernetes control plane on this machine, for tests and for {@code headwater up} without a cluster.
 *
 * <p>In: binaries built from Go modules, a directory to run in. Decided: how a control plane without containers is put together, and in which order
 * its processes start and end. Out: kubeconfigs, and the API server's audit log as the record of who did what.
 */
@NullMarked
package io.headwater.testcluster;

import org.jspecify.annotations.NullMarked;
