package io.headwater.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic of the catalogue {@link Topics}.
 *
 * @param noun its name without the prefix that an installation gives all its topics
 * @param key what its keys are made of
 * @param values the records it may hold
 * @param partitioning how its records are spread
 * @param retention how its records are kept
 * @param purpose what it is for, in one sentence
 */
public record Topic(
        String noun,
        String key,
        List<Class<? extends SpecificRecord>> values,
        Partitioning partitioning,
        Retention retention,
        String purpose) {

    /** The prefix of all topics unless an installation chooses another. */
    public static final String DEFAULT_PREFIX = "headwater";

    /** How long a deletion stays readable on a compacted topic; whoever was away for longer rebuilds its state. */
    public static final Duration TOMBSTONES_KEPT = Duration.ofDays(7);

    private static final int LARGEST_RECORD = 4 * 1024 * 1024;

    /** How the records of a topic are spread over partitions. */
    public enum Partitioning {
        /** By application, see {@link ApplicationPartitioner}; all these topics have the same number of partitions. */
        BY_APPLICATION,
        /** Everything in one partition. */
        SINGLE,
        /** By unit of work. */
        BY_UNIT
    }

    /** How the records of a topic are kept. */
    public sealed interface Retention {
        /** State: the newest record of each key is kept for ever. */
        record Compacted() implements Retention {}

        /** What happened: every record is kept for a time. */
        record Timed(Duration duration) implements Retention {}
    }

    public Topic {
        values = List.copyOf(values);
    }

    /** The name on the broker. */
    public String name(String prefix) {
        return prefix + "." + noun;
    }

    /** The name of the topic that takes what could not be read from this one. */
    public String deadLetterName(String prefix) {
        return name(prefix) + ".dead";
    }

    /** The topic's configuration on the broker. */
    public Map<String, String> configuration() {
        return switch (retention) {
            case Retention.Compacted() ->
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(TOMBSTONES_KEPT.toMillis()),
                        TopicConfig.SEGMENT_MS_CONFIG,
                                String.valueOf(Duration.ofMinutes(10).toMillis()),
                        TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(32 * 1024 * 1024),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_RECORD));
            case Retention.Timed(var duration) ->
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, String.valueOf(duration.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_RECORD));
        };
    }
}
