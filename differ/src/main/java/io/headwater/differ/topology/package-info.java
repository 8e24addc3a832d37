/**
 * The wiring: one processor that keeps every record it reads in one store, and a view of each application in memory.
 *
 * <p>In: records of applications, projects, desired, live and operations, of one partition. Decided here: which applications a record concerns, whether a
 * record was read before, and when everything that was written before the start has been read. Out: records on drift and syncs.
 */
@NullMarked
package io.headwater.differ.topology;

import org.jspecify.annotations.NullMarked;
