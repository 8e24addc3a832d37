/**
 * Structured merge, as the API server does it for server-side apply.
 *
 * <p>In: trees of JSON, the schemas of their types, and who manages which fields ({@code managedFields}). Decided: what an apply or an update makes of an
 * object, who manages what afterwards, and where two managers are in conflict. Out: the merged object, the managed fields, or the conflicts. No call is made
 * and nothing is kept.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Kubernetes: server-side apply</a>
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/555-server-side-apply">KEP-555</a>
 */
@NullMarked
package io.headwater.kubernetes.merge;

import org.jspecify.annotations.NullMarked;
