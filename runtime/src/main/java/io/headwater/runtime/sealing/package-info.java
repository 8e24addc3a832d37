/**
 * Keeps secret values out of topics, logs and pages.
 *
 * <p>In: objects with secret values. Decided: which values are secret. Out: the same objects with each secret value replaced by a sealed one
 * that can be compared for equality by anybody and opened only with the key.
 */
@NullMarked
package io.headwater.runtime.sealing;

import org.jspecify.annotations.NullMarked;
