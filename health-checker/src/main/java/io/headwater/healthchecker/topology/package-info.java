/**
 * The health-checker at work.
 *
 * <p>In: topics. Decided: nothing, wiring only. Out: records.
 */
@NullMarked
package io.headwater.healthchecker.topology;

import org.jspecify.annotations.NullMarked;
