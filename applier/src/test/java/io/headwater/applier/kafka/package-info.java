@NullMarked
package io.headwater.applier.kafka;

import org.jspecify.annotations.NullMarked;
