@NullMarked
package io.headwater.testcluster.fault;

import org.jspecify.annotations.NullMarked;
