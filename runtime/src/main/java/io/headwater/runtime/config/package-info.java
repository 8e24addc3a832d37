/**
 * Configuration of a process.
 *
 * <p>In: environment variables and a properties file. Decided: whether every value is known and valid. Out: typed values, or one error that
 * names everything that is wrong.
 */
@NullMarked
package io.headwater.runtime.config;

import org.jspecify.annotations.NullMarked;
