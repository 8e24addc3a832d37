@NullMarked
package io.headwater.clusterwatcher;

import org.jspecify.annotations.NullMarked;
