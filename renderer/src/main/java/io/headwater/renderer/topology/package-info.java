/**
 * The renderer's wiring: an event loop for each partition that this instance owns.
 *
 * <p>In: records of revisions, applications, repositories, and own ones of desired. Decided: which renders are under way, which results come too late,
 * when a failure is tried again. Out: records of desired and history.
 */
@NullMarked
package io.headwater.renderer.topology;

import org.jspecify.annotations.NullMarked;
