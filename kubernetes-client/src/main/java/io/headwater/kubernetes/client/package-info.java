/**
 * Talks to Kubernetes API servers, on trees and without generated types.
 *
 * <p>In: how to reach a cluster (a kubeconfig, the pod's own ServiceAccount, a cluster Secret of Argo CD) and requests on {@link
 * io.headwater.kubernetes.KubernetesObject trees}. Decided here: what a refusal means ({@link
 * io.headwater.kubernetes.client.KubernetesException.Code}), when a connection is dead, where a watch goes on after it ended, and how many writes
 * a server is given at once. Out: trees, watch events, and what a server serves.
 */
@NullMarked
package io.headwater.kubernetes.client;

import org.jspecify.annotations.NullMarked;
