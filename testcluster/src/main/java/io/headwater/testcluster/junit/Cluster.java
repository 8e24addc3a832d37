package io.headwater.testcluster.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which of several clusters a parameter means. Without this annotation it is {@code one}.
 *
 * <p>Every test of a JVM that says the same name shares the cluster. {@code one} and {@code two} may even be shared by all modules of a build, so a
 * test that breaks its cluster, or changes what is not in its own namespace, takes a name of its own.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cluster {

    String value();
}
