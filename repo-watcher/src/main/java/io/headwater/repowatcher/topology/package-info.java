/**
 * The repo-watcher's wiring: one event loop that all topics, answers and timers meet on.
 *
 * <p>In: records of applications, repositories, webhooks and revisions, and which repositories are this instance's. Decided: which repository each
 * source belongs to, in which order verdicts are published. Out: records of revisions and commits.
 */
@NullMarked
package io.headwater.repowatcher.topology;

import org.jspecify.annotations.NullMarked;
