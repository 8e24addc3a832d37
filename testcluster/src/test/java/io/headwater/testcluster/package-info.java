@NullMarked
package io.headwater.testcluster;

import org.jspecify.annotations.NullMarked;
