/**
 * The HTTP server under the Git server and the proxy in front of API servers.
 *
 * <p>In: a handler. Decided: loopback, a virtual thread per exchange, no delay of small answers. Out: a port.
 */
@NullMarked
package io.headwater.testcluster.http;

import org.jspecify.annotations.NullMarked;
