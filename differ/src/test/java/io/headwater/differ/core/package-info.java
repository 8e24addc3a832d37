@NullMarked
package io.headwater.differ.core;

import org.jspecify.annotations.NullMarked;
