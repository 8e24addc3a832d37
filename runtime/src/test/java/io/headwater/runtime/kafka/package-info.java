@NullMarked
package io.headwater.runtime.kafka;

import org.jspecify.annotations.NullMarked;
