/**
 * The gateway's HTTP side.
 *
 * <p>In: requests. Decided: routes and status codes. Out: JSON, server-sent events, the page.
 */
@NullMarked
package io.headwater.gateway.http;

import org.jspecify.annotations.NullMarked;
