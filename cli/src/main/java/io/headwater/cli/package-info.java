/**
 * The command line.
 *
 * <p>In: arguments. Decided: what is asked of the gateway, how its answers are shown, and the exit code. Out: text for people, JSON and YAML for scripts.
 *
 * <p>Exit codes: 0 done; 1 a difference, an unhealthy result or a "no"; 2 wrong use; 20 and above an error, said in one line on stderr.
 */
@NullMarked
package io.headwater.cli;

import org.jspecify.annotations.NullMarked;
