/**
 * Headwater as processes: installed, started, killed, started again.
 *
 * <p>In: what Maven has built, a control plane. Decided: class paths, ports, accounts and configuration, as an operator would set them. Out: a running
 * installation, and what it logged.
 */
@NullMarked
package io.headwater.e2e.process;

import org.jspecify.annotations.NullMarked;
