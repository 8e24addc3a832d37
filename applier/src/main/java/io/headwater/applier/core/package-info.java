/**
 * In which order objects are changed, and whether the next wave is allowed.
 *
 * <p>In: what Git says of an application, what its cluster holds, how healthy that is, requests to make the two equal, and what became of writes.
 * Decided: which request is carried out, which waves there are, when each may start, and when an operation is over. Out: steps, which are the only
 * way that an operation's state changes, and effects, which are carried out once the steps are on record. No clock, no thread, no I/O.
 */
@NullMarked
package io.headwater.applier.core;

import org.jspecify.annotations.NullMarked;
