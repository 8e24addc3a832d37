/**
 * Bare mirrors on disk, one for each repository of a process.
 *
 * <p>In: requests of many threads for refs and commits. Decided: which of them one listing or fetch serves, and whether a mirror on disk can
 * be trusted. Out: commits that can be read; start with {@link io.headwater.git.mirror.Mirrors}.
 */
@NullMarked
package io.headwater.git.mirror;

import org.jspecify.annotations.NullMarked;
