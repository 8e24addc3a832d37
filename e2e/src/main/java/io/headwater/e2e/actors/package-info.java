/**
 * Those who tell the scenarios: who commits, who works with a cluster, who asks for deliveries, who reads the audit log.
 *
 * <p>In: what a scenario has them do. Decided: how it is done by somebody who knows nothing of Headwater's inside. Out: changes of repositories and
 * clusters, and failures that say what was seen instead.
 */
@NullMarked
package io.headwater.e2e.actors;

import org.jspecify.annotations.NullMarked;
