@NullMarked
package io.headwater.repowatcher;

import org.jspecify.annotations.NullMarked;
