/**
 * The gateway's decisions and its view of applications.
 *
 * <p>In: what other services say of applications; deliveries of Git servers. Decided: what an application looks like to a reader, what a delivery means. Out:
 * plain trees and records.
 */
@NullMarked
package io.headwater.gateway.core;

import org.jspecify.annotations.NullMarked;
