@NullMarked
package io.headwater.healthchecker.kubernetes;

import org.jspecify.annotations.NullMarked;
