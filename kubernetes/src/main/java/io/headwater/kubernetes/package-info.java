/**
 * Kubernetes objects as trees, without a cluster and without generated types.
 *
 * <p>In: text from Git and JSON from an API server. Decided here: what identifies an object, which application it belongs to, in which order
 * objects are applied, and whether two values mean the same. Out: plain records and Jackson trees that every service shares.
 */
@NullMarked
package io.headwater.kubernetes;

import org.jspecify.annotations.NullMarked;
