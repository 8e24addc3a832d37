/**
 * The health-checker: whether each object, and so the application, is healthy, and what the status of the application is.
 *
 * <p>In: live objects, drift, operations. Decided: the health of each object by its kind's rule, the worst of them as the application's, and {@code
 * Application.status} in Argo CD's shape. Out: {@code health}, {@code status}, and on the hub the Application's status and its Events.
 */
@NullMarked
package io.headwater.healthchecker;

import org.jspecify.annotations.NullMarked;
