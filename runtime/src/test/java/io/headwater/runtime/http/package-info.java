@NullMarked
package io.headwater.runtime.http;

import org.jspecify.annotations.NullMarked;
