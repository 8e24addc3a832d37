/**
 * What an AppProject says about its applications, as Argo CD defines it.
 *
 * <p>In: {@code spec} of an AppProject, where an application is delivered to, and the time. Decided: whether its sync windows allow a sync, and when that changes;
 * which objects may be orphans. Out: a {@link io.headwater.kubernetes.project.WindowVerdict}, and what is wrong with windows, while the others go on.
 *
 * <p>Start with {@link io.headwater.kubernetes.project.Project}.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/">Argo CD: sync windows</a>
 */
@NullMarked
package io.headwater.kubernetes.project;

import org.jspecify.annotations.NullMarked;
