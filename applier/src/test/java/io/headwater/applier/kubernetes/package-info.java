@NullMarked
package io.headwater.applier.kubernetes;

import org.jspecify.annotations.NullMarked;
