/**
 * The renderer: what objects a source says, at a revision.
 *
 * <p>In: revisions and applications. Decided, by {@link io.headwater.renderer.core.DirectoryRenderer}: the objects, or why there are none. Out: desired
 * objects and sets, and their history.
 */
@NullMarked
package io.headwater.renderer;

import org.jspecify.annotations.NullMarked;
