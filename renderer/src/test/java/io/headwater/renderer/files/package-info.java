@NullMarked
package io.headwater.renderer.files;

import org.jspecify.annotations.NullMarked;
