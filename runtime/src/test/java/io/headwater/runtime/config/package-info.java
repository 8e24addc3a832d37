@NullMarked
package io.headwater.runtime.config;

import org.jspecify.annotations.NullMarked;
