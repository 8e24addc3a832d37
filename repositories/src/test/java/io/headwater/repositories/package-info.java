@NullMarked
package io.headwater.repositories;

import org.jspecify.annotations.NullMarked;
