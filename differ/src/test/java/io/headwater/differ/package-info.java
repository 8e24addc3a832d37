@NullMarked
package io.headwater.differ;

import org.jspecify.annotations.NullMarked;
