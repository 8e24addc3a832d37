@NullMarked
package io.headwater.healthchecker.topology;

import org.jspecify.annotations.NullMarked;
