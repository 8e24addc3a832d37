@NullMarked
package io.headwater.differ.topology;

import org.jspecify.annotations.NullMarked;
