/** Tests of the definitions and of the installation, against Argo CD's own definitions and on a real API server. */
@NullMarked
package io.headwater.deploy;

import org.jspecify.annotations.NullMarked;
