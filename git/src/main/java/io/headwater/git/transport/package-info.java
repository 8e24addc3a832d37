/**
 * Conversations with Git servers by JGit, over http(s), ssh and files.
 *
 * <p>In: a URL, the way to reach it, and what is wanted. Decided: what each failure means, from status codes and exceptions, not from
 * guesses. Out: refs, or objects in a repository on disk, or a {@link io.headwater.git.GitException}.
 */
@NullMarked
package io.headwater.git.transport;

import org.jspecify.annotations.NullMarked;
