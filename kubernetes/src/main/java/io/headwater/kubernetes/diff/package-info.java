/**
 * Whether a live object is what Git wants.
 *
 * <p>In: one desired object, the live one with its {@code managedFields}, the schema of their kind, and what is to be ignored. Decided here, without a cluster: in
 * which fields the live object is not what a server-side apply by Headwater would make of it. Out: those fields, each with the manager who has it as it is and
 * since when; none if nothing would change.
 */
@NullMarked
package io.headwater.kubernetes.diff;

import org.jspecify.annotations.NullMarked;
