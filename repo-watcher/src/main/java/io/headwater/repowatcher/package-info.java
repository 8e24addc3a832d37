/**
 * The repo-watcher: which revision each source stands at, and which applications a commit touches.
 *
 * <p>In: applications, repositories, webhooks, and what Git servers say. Decided, by {@link io.headwater.repowatcher.core.RepositoryWatch}: what each
 * source stands at. Out: revisions and commits.
 */
@NullMarked
package io.headwater.repowatcher;

import org.jspecify.annotations.NullMarked;
