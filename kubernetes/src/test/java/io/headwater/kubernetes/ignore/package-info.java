@NullMarked
package io.headwater.kubernetes.ignore;

import org.jspecify.annotations.NullMarked;
