/**
 * What this module offers, as JUnit extensions.
 *
 * <p>In: annotations on test classes and parameters. Decided: whether tests run, are skipped, or fail for want of a control plane, and whether they
 * share one that is up already. Out: control planes, namespaces, brokers as parameters of tests.
 */
@NullMarked
package io.headwater.testcluster.junit;

import org.jspecify.annotations.NullMarked;
