/**
 * Commits as sources.
 *
 * <p>In: an application and a commit for each of its sources. Decided: whether what was rendered before still holds, since everything that was looked at
 * is as it was. Out: what the application wants at those commits.
 */
@NullMarked
package io.headwater.renderer.git;

import org.jspecify.annotations.NullMarked;
