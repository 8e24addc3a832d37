/**
 * Which application an object belongs to, as Argo CD writes it on objects.
 *
 * <p>In: an object, and an application with its destination. Decided here: the tracking id an object carries, whose it is, and whether it is
 * only a copy that took the id along. Out: a stamped object, a {@link TrackingId}, an owner.
 *
 * <p>Only the annotation method is supported, which is Argo CD's default.
 */
@NullMarked
package io.headwater.kubernetes.tracking;

import org.jspecify.annotations.NullMarked;
