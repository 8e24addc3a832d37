/**
 * The health-checker's decisions.
 *
 * <p>In: objects, and what is known of an application. Decided: health by rule, the application's health, its status. Out: plain records and a tree.
 */
@NullMarked
package io.headwater.healthchecker.core;

import org.jspecify.annotations.NullMarked;
