/**
 * Which commit an Application's {@code targetRevision} stands for.
 *
 * <p>In: the text, and what a server says of its branches and tags. Decided: the commit, by Argo CD's rules for branches, tags, version
 * constraints and abbreviated ids. Out: a {@link io.headwater.git.revision.Resolution}. Pure: nothing is asked of anybody here.
 */
@NullMarked
package io.headwater.git.revision;

import org.jspecify.annotations.NullMarked;
