/**
 * The renderer's records.
 *
 * <p>In: records of other services, and own ones that stand on the topics. Decided: nothing. Out: own types; and records of objects and sets.
 */
@NullMarked
package io.headwater.renderer.kafka;

import org.jspecify.annotations.NullMarked;
