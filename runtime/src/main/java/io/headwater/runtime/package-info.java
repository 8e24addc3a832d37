/**
 * What every service process needs, and no decision of any service.
 *
 * <p>In: environment and configuration file. Decided here: when a service starts, when it is ready, when it is taken down and built up anew
 * because the broker, its topics or a bug demand it. Out: a running service, its health, its metrics, its exit code.
 */
@NullMarked
package io.headwater.runtime;

import org.jspecify.annotations.NullMarked;
