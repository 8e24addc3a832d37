/**
 * The applier's wiring.
 *
 * <p>In: records of the partitions that this process owns. Decided: nothing of applying; when steps count as recorded, and whether this process may
 * still write. Out: the core's steps on {@code operations} and {@code history}, its effects on clusters.
 */
@NullMarked
package io.headwater.applier.topology;

import org.jspecify.annotations.NullMarked;
