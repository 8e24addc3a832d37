package io.headwater.runtime.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/** The clients of a topology, of which the one that reads its sources keeps to a pace. */
final class StreamsClients implements KafkaClientSupplier {

    private final ReadingPace pace;

    StreamsClients(ReadingPace pace) {
        this.pace = pace;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        var consumer = consumer(config);
        return pace == ReadingPace.AT_ONCE ? consumer : paced(consumer);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> paced(Consumer<byte[], byte[]> consumer) {
        var rest = new Rest(pace.gathering());
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                StreamsClients.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("poll")) {
                            rest.before((Duration) arguments[0]);
                        }
                        return rest.after(method.invoke(consumer, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /** Between two polls of one thread, of which the first brought something. */
    private static final class Rest {
        private final Duration gathering;
        private boolean isDue;

        Rest(Duration gathering) {
            this.gathering = gathering;
        }

        /** A topology that does not mean to wait has records at hand. */
        void before(Duration patience) {
            if (isDue && patience.isPositive()) {
                isDue = false;
                LockSupport.parkNanos(this, gathering.toNanos());
            }
        }

        @Nullable
        Object after(@Nullable Object result) {
            if (result instanceof ConsumerRecords<?, ?> records && !records.isEmpty()) {
                isDue = true;
            }
            return result;
        }
    }
}
