@NullMarked
package io.headwater.catalog;

import org.jspecify.annotations.NullMarked;
