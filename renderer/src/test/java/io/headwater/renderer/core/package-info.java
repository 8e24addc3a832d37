@NullMarked
package io.headwater.renderer.core;

import org.jspecify.annotations.NullMarked;
