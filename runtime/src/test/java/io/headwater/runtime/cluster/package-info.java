@NullMarked
package io.headwater.runtime.cluster;

import org.jspecify.annotations.NullMarked;
