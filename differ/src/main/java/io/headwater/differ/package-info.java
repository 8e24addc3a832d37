/**
 * The differ: where do desired and live differ, and must something be done about it?
 *
 * <p>In: what Git says, what clusters hold, and what was done, from their topics. Decided: a verdict on each application, and whether it is synced or healed
 * now. Out: {@code drift} and {@code syncs}.
 */
@NullMarked
package io.headwater.differ;

import org.jspecify.annotations.NullMarked;
