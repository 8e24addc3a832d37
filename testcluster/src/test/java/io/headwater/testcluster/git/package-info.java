@NullMarked
package io.headwater.testcluster.git;

import org.jspecify.annotations.NullMarked;
