/**
 * Decides which revision each source stands at.
 *
 * <p>In: the sources of applications, what servers answered when they were asked for their refs, pushes that they told us of. Decided: what each
 * source stands at, which pushes are believed before the server was asked, when it is asked again. Out: verdicts, and refs that moved. Nothing
 * here waits, knows the time, or talks to anybody.
 */
@NullMarked
package io.headwater.repowatcher.core;

import org.jspecify.annotations.NullMarked;
