@NullMarked
package io.headwater.kubernetes.project;

import org.jspecify.annotations.NullMarked;
