/**
 * Benchmarks from outside, as a user's clock sees it.
 *
 * <p>In: a number of applications. Decided: nothing. Out: a table of times, with the bare API server's own time for the same writes in the same run.
 */
@NullMarked
package io.headwater.bench;

import org.jspecify.annotations.NullMarked;
