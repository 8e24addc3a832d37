@NullMarked
package io.headwater.repowatcher.core;

import org.jspecify.annotations.NullMarked;
