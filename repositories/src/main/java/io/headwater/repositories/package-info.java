/**
 * How a service reaches the repositories that applications name.
 *
 * <p>In: the sources in an Application's specification, the hub's references to repository Secrets, and those Secrets themselves, read when they
 * are needed. Decided: which Secret's credentials apply to a repository, and what a user is told when it can't be read. Out: the one set of mirrors
 * that all services of a process share, and the way to each repository. Credentials stay in memory: they are on no topic and in no log.
 */
@NullMarked
package io.headwater.repositories;

import org.jspecify.annotations.NullMarked;
