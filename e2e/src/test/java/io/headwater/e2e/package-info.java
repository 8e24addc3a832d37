/** Scenarios of the whole system. */
@NullMarked
package io.headwater.e2e;

import org.jspecify.annotations.NullMarked;
