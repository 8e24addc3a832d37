@NullMarked
package io.headwater.testcluster.kafka;

import org.jspecify.annotations.NullMarked;
