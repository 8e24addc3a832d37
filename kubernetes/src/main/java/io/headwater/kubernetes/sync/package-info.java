/**
 * How objects want to be applied, as Argo CD's annotations and options say it.
 *
 * <p>In: desired objects, objects to prune, an application's options. Decided here: which objects are hooks and of which types, in which
 * phases and waves everything is applied and deleted, and what an object's options are once its own and its application's are put
 * together. Out: waves in order, for the applier to carry out and for a plan to show.
 */
@NullMarked
package io.headwater.kubernetes.sync;

import org.jspecify.annotations.NullMarked;
