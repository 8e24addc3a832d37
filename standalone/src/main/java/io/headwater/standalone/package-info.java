/**
 * All services in one JVM, with an embedded broker: Headwater as one command.
 *
 * <p>In: the command line. Decided: where data is kept, what the hub lacks and gets, in which order things start and end. Out: a running system, and
 * the page's address.
 */
@NullMarked
package io.headwater.standalone;

import org.jspecify.annotations.NullMarked;
