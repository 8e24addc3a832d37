/**
 * The catalog's decision.
 *
 * <p>In: the hub's objects as they are listed and changed. Decided: which facts about them are new. Out: {@link io.headwater.catalog.core.Fact}s in the
 * order in which they must be published.
 */
@NullMarked
package io.headwater.catalog.core;

import org.jspecify.annotations.NullMarked;
