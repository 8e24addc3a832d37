/**
 * Faults on the way between a client and a server.
 *
 * <p>In: a server's address, faults that a test switches on and off while it runs. Decided: what becomes of a connection or a request. Out: another
 * address, with the same server behind it.
 */
@NullMarked
package io.headwater.testcluster.fault;

import org.jspecify.annotations.NullMarked;
