/**
 * Files of a commit, read straight from the object database without a work tree.
 *
 * <p>In: a commit id and paths. Decided: what a path leads to, over links, and never out of the repository. Out: names, contents, and
 * {@link io.headwater.git.tree.Observation}s that say what the reader depends on.
 */
@NullMarked
package io.headwater.git.tree;

import org.jspecify.annotations.NullMarked;
