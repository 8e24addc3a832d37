@NullMarked
package io.headwater.renderer.git;

import org.jspecify.annotations.NullMarked;
