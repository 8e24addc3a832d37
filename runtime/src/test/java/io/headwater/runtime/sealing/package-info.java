@NullMarked
package io.headwater.runtime.sealing;

import org.jspecify.annotations.NullMarked;
