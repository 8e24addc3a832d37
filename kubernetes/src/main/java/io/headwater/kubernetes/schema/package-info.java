/**
 * What the API server knows about the objects of a kind, without asking it.
 *
 * <p>In: OpenAPI documents, the built-in one or a cluster's. Out: how the values of a kind are merged, in what form the API server holds them, and what it
 * puts where nothing was given.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3">Kubernetes: OpenAPI v3</a>
 */
@NullMarked
package io.headwater.kubernetes.schema;

import org.jspecify.annotations.NullMarked;
