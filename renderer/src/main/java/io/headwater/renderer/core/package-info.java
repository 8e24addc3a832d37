/**
 * Decides what objects a source says.
 *
 * <p>In: the files of a source, as a {@link io.headwater.renderer.core.SourceTree}, and how the Application wants them rendered. Decided: which files
 * count, what they declare, whether the whole can be taken at its word. Out: objects, or the failure that a user is told of. The service and the
 * command line use it alike.
 */
@NullMarked
package io.headwater.renderer.core;

import org.jspecify.annotations.NullMarked;
