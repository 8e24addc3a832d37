@NullMarked
package io.headwater.runtime;

import org.jspecify.annotations.NullMarked;
