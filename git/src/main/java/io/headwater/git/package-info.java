/**
 * Git for services: which repository, how it is reached, what may go wrong.
 *
 * <p>In: URLs and repository Secrets as users write them. Decided: which URLs mean one repository, what a Secret's fields mean, and what
 * kind of trouble a failure is. Out: {@link io.headwater.git.RepositoryUrl}, {@link io.headwater.git.RepositoryAccess} and
 * {@link io.headwater.git.GitException}; {@link io.headwater.git.mirror.Mirrors} does the work.
 */
@NullMarked
package io.headwater.git;

import org.jspecify.annotations.NullMarked;
