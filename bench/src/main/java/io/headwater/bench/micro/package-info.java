/**
 * Benchmarks of single comparisons, by JMH, without a cluster.
 *
 * <p>In: objects as Git has them, and as a cluster would hold them. Decided: nothing. Out: the time and the memory that comparing them takes.
 */
@NullMarked
package io.headwater.bench.micro;

import org.jspecify.annotations.NullMarked;
