@NullMarked
package io.headwater.kubernetes.merge;

import org.jspecify.annotations.NullMarked;
