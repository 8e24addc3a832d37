/**
 * The hub as the catalog sees it.
 *
 * <p>In: list and watch of the hub's resources. Decided: nothing. Out: objects handed to the catalog, and the two small patches it makes.
 */
@NullMarked
package io.headwater.catalog.kubernetes;

import org.jspecify.annotations.NullMarked;
