@NullMarked
package io.headwater.renderer;

import org.jspecify.annotations.NullMarked;
