/**
 * The three patches that the API server takes beside server-side apply: JSON patch, JSON merge patch and strategic merge patch; and the three-way merge that
 * client-side apply makes of {@code last-applied-configuration}.
 *
 * <p>In: trees of JSON, and for strategic merge patch what the OpenAPI document of the kind says of its lists. Out: new trees; nothing that is handed over is
 * changed. No call is made and nothing is kept.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">Kubernetes: update API objects in place</a>
 */
@NullMarked
package io.headwater.kubernetes.patch;

import org.jspecify.annotations.NullMarked;
