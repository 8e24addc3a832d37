/**
 * Clusters, as the applier asks things of them and changes them.
 *
 * <p>In: effects that the core has decided on. Decided: how an effect becomes requests, and what an answer means for the core. Out: results.
 */
@NullMarked
package io.headwater.applier.kubernetes;

import org.jspecify.annotations.NullMarked;
