/**
 * Whether a live object is what Git wants.
 *
 * <p>In: one desired object, and the live one with its {@code managedFields}. Decided here, without a cluster: what a server-side apply by
 * Headwater would change. Out: the fields that differ, each with the manager who has it as it is and since when; none if nothing would
 * change.
 *
 * <p>What a list is, a map of items by key, a set, or one value as a whole, is read from the managed fields and else from well-known keys;
 * what the server defaults, from a table. Both are stand-ins for the server's own schema.
 */
@NullMarked
package io.headwater.kubernetes.diff;

import org.jspecify.annotations.NullMarked;
