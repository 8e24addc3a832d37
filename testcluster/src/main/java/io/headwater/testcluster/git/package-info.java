/**
 * A Git server for tests, on loopback.
 *
 * <p>In: bare repositories that tests commit to, faults that they switch on. Decided: nothing but what Git's smart HTTP protocol says; JGit does the
 * work. Out: repositories to fetch from and to push to, and a list of what was asked, which proves who fetched what how often.
 */
@NullMarked
package io.headwater.testcluster.git;

import org.jspecify.annotations.NullMarked;
