@NullMarked
package io.headwater.renderer.topology;

import org.jspecify.annotations.NullMarked;
