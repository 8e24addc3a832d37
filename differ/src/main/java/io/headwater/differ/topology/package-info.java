/**
 * The wiring: one processor that keeps every record it reads in memory, with a view of each application.
 *
 * <p>In: records of applications, projects, desired, live and operations, of one partition. Decided here: which applications a record concerns, and whether
 * it was read before. Out: records on drift and syncs.
 */
@NullMarked
package io.headwater.differ.topology;

import org.jspecify.annotations.NullMarked;
