/**
 * The decision of the differ, pure.
 *
 * <p>In: an application, what its project allows, what Git says of it, what its cluster holds, and what was done so far. Decided: where desired and live differ, whether
 * that can be said at all, and whether a sync is asked for now, later or not. Out: an {@link io.headwater.differ.core.Assessment} and a {@link
 * io.headwater.differ.core.Decision}.
 */
@NullMarked
package io.headwater.differ.core;

import org.jspecify.annotations.NullMarked;
