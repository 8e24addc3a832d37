@NullMarked
package io.headwater.kubernetes.ignore.jq;

import org.jspecify.annotations.NullMarked;
