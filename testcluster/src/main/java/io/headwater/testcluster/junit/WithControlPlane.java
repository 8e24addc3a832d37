package io.headwater.testcluster.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need a real control plane: a parameter of type {@link io.headwater.testcluster.ControlPlane} gets it, one of type String with {@link
 * FreshNamespace} a namespace of its own.
 *
 * <p>Where no binaries can be had, the tests are skipped and say why, or fail when {@code HEADWATER_TESTCLUSTER} is {@code required} (system property or
 * environment).
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ControlPlaneExtension.class)
public @interface WithControlPlane {}
