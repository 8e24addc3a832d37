/**
 * The repo-watcher's records.
 *
 * <p>In: records of other services, and own ones that stand on the topics. Decided: nothing. Out: own types; and records of verdicts and movements.
 */
@NullMarked
package io.headwater.repowatcher.kafka;

import org.jspecify.annotations.NullMarked;
