@NullMarked
package io.headwater.testcluster.junit;

import org.jspecify.annotations.NullMarked;
