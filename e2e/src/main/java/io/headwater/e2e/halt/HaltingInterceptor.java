package io.headwater.e2e.halt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Halts the JVM that it runs in at a moment that another process has named, as {@code kill -9} would: nothing is flushed, no hook runs. Notes every moment
 * that has come, so that whoever names one knows which there are.
 *
 * <p>It is put on the class path of a service, and made known to its Kafka clients as {@code interceptor.classes}; see {@link Halts} for the other
 * end.
 */
public final class HaltingInterceptor
        implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

    static final String HALT_FILE = "e2e.halt.file";
    static final String MOMENTS_FILE = "e2e.moments.file";

    private static final int KILLED = 137;
    private static final Path HALT = Path.of(System.getProperty(HALT_FILE, "/nonexistent"));
    private static final Path MOMENTS = Path.of(System.getProperty(MOMENTS_FILE, "/dev/null"));

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> produced) {
        come(Moment.Kind.BEFORE_PRODUCE, produced.topic());
        return produced;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
        if (failure == null) {
            come(Moment.Kind.AFTER_PRODUCE, metadata.topic());
        }
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        records.partitions().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(topic -> come(Moment.Kind.BEFORE_COMMIT, topic));
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(topic -> come(Moment.Kind.AFTER_COMMIT, topic));
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}

    private static void come(Moment.Kind kind, String topic) {
        var moment = new Moment(kind, topic);
        try {
            if (moment.toString().equals(Files.readString(HALT).strip())) {
                Files.delete(HALT);
                Runtime.getRuntime().halt(KILLED);
            }
        } catch (NoSuchFileException nothingAskedFor) {
            note(moment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(Moment moment) {
        try {
            Files.writeString(MOMENTS, moment + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
