/**
 * Git servers, as the repo-watcher asks them.
 *
 * <p>In: a repository and target revisions. Decided: nothing but how many servers are asked at a time. Out: what they stand for, or why that can't be
 * said.
 */
@NullMarked
package io.headwater.repowatcher.git;

import org.jspecify.annotations.NullMarked;
