@NullMarked
package io.headwater.applier;

import org.jspecify.annotations.NullMarked;
