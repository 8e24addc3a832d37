/**
 * What Headwater brings along to be installed.
 *
 * <p>In: files of this module. Decided: nothing. Out: the definitions of the custom resources, as objects that {@code up} creates where they
 * are missing; all else of an installation is {@code install.yaml}, which is meant for kubectl.
 */
@NullMarked
package io.headwater.deploy;

import org.jspecify.annotations.NullMarked;
