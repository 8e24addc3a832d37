package io.headwater.differ.topology;

import io.headwater.differ.core.Comparison;
import io.headwater.differ.core.SyncDecider;
import io.headwater.runtime.kafka.PartitionLog;
import io.headwater.schemas.Topic;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What the topology works with.
 *
 * @param naming the names of topics in this installation
 * @param source who writes, as headers name it
 * @param intake reads records
 * @param log what stands on a partition when a task begins
 * @param comparison finds the fields in which a desired object and a live one differ
 * @param decider decides on syncs
 * @param random ids of records
 */
public record Collaborators(
        Function<Topic, String> naming,
        String source,
        RecordIntake intake,
        PartitionLog log,
        Comparison comparison,
        SyncDecider decider,
        RandomGenerator random) {}
