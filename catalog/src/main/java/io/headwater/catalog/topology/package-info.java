/**
 * The catalog at work.
 *
 * <p>In: ownership of the catalog's only unit, what was published before, what the hub holds. Decided: nothing, {@link io.headwater.catalog.core} does.
 * Out: records.
 */
@NullMarked
package io.headwater.catalog.topology;

import org.jspecify.annotations.NullMarked;
