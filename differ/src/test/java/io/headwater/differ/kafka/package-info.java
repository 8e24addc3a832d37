@NullMarked
package io.headwater.differ.kafka;

import org.jspecify.annotations.NullMarked;
