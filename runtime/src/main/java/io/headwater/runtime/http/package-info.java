/**
 * The HTTP endpoint that every process has.
 *
 * <p>In: requests of probes and scrapers. Decided: nothing; readiness is asked of the services. Out: {@code /healthz}, {@code /readyz} and
 * {@code /metrics}.
 */
@NullMarked
package io.headwater.runtime.http;

import org.jspecify.annotations.NullMarked;
