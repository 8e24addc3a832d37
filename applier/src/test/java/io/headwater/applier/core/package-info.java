@NullMarked
package io.headwater.applier.core;

import org.jspecify.annotations.NullMarked;
