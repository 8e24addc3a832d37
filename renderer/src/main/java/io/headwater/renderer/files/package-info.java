/**
 * Folders on disk as sources.
 *
 * <p>In: a folder. Decided: nothing but that links don't lead out of it. Out: its files, for the command line.
 */
@NullMarked
package io.headwater.renderer.files;

import org.jspecify.annotations.NullMarked;
