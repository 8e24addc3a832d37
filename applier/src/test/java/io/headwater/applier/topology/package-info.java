@NullMarked
package io.headwater.applier.topology;

import org.jspecify.annotations.NullMarked;
