package io.headwater.healthchecker.topology;

import io.headwater.healthchecker.core.ApplicationHealth;
import io.headwater.healthchecker.core.OperationInfo;
import io.headwater.healthchecker.core.StatusBuilder;
import io.headwater.healthchecker.kafka.ApplicationView;
import io.headwater.healthchecker.kafka.ClusterKnowledge;
import io.headwater.healthchecker.kafka.HealthRecords;
import io.headwater.healthchecker.kafka.PublishedStatus;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.runtime.kafka.RecordReader;
import io.headwater.runtime.kafka.RecordStore;
import io.headwater.runtime.kafka.StreamsRecords;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.StatusChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps what is known of each application, and publishes the health of each live object and the status of each application as they change. */
final class HealthProcessor implements Processor<String, byte[], String, byte[]> {

    private static final RecordCodec OWN_RECORDS = RecordCodec.ofThisVersion();

    private final Map<String, Topic> topics;
    private final RecordReader reader;
    private final StreamsRecords records;
    private final StatusBuilder builder;
    private final Clock clock;
    private final Map<ApplicationKey, ApplicationView> views = new HashMap<>();
    private final Map<ApplicationKey, PublishedStatus> published = new HashMap<>();
    private final ClusterKnowledge clusters = new ClusterKnowledge();
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable RecordStore store;

    /** @param topics the topics of the sources by their name on the broker */
    HealthProcessor(
            Map<String, Topic> topics,
            RecordReader reader,
            StreamsRecords records,
            StatusBuilder builder,
            Clock clock) {
        this.topics = topics;
        this.reader = reader;
        this.records = records;
        this.builder = builder;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        KeyValueStore<String, byte[]> state = processorContext.getStateStore(HealthTopology.STORE);
        var restored = new RecordStore(state);
        store = restored;
        restored.forEachEverywhere((key, value) -> clusters.take(decode(Topics.LIVE, key.key(), value)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var topic = topicOfRecord();
        store().put(topic, record.key(), record.value());
        var content = decode(topic, record.key(), record.value());
        if (RecordKeys.isEverywhere(record.key())) {
            clusters.take(content).ifPresent(cluster -> judgeAllOn(cluster, record.headers()));
            return;
        }
        var key = RecordKeys.applicationOf(record.key()).orElseThrow();
        var view = viewOf(key);
        view.take(topic, record.key(), content, Instant.ofEpochMilli(record.timestamp()));
        if (topic.equals(Topics.LIVE)) {
            publishHealth(key, view, record.key(), content, record.headers());
        }
        judge(key, view, record.headers());
    }

    private void publishHealth(
            ApplicationKey application, ApplicationView view, String recordKey, Content content, Headers cause) {
        var object = RecordKeys.objectOf(recordKey);
        var key = RecordKeys.object(application, object);
        switch (content) {
            case Content.Present(LiveObject _) ->
                view.live(object)
                        .ifPresent(live -> forward(
                                HealthTopology.HEALTH_SINK, key, HealthRecords.toRecord(application, live), cause));
            case Content.Removed() -> forward(HealthTopology.HEALTH_SINK, key, null, cause);
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    private void judgeAllOn(String cluster, Headers cause) {
        loadAll();
        views.forEach((key, view) -> view.application()
                .filter(application -> application.cluster().equals(cluster))
                .ifPresent(application -> judge(key, view, cause)));
    }

    private void judge(ApplicationKey key, ApplicationView view, Headers cause) {
        var application = view.application();
        var recordKey = RecordKeys.application(key);
        if (application.isEmpty()) {
            if (store().get(Topics.STATUS, recordKey) != null && store().get(Topics.APPLICATIONS, recordKey) == null) {
                store().put(Topics.STATUS, recordKey, null);
                forward(HealthTopology.STATUS_SINK, recordKey, null, cause);
                views.remove(key);
                published.remove(key);
            }
            return;
        }
        var doubt = view.unreadable().or(() -> clusters.doubt(application.get().cluster(), view.drift()));
        var health = ApplicationHealth.of(application.get(), doubt, view.drift(), view.health());
        var operation = view.operation();
        var before = published(key, recordKey);
        var status = builder.build(
                application.get(),
                view.drift(),
                operation,
                health,
                view.images(),
                before.map(PublishedStatus::status),
                clock.instant());
        var finished = operation
                .filter(current -> current.finishedAt().isPresent() && !current.automated())
                .map(OperationInfo::id);
        var after = PublishedStatus.of(application.get(), status, health, finished);
        if (before.filter(after::saysTheSameAs).isEmpty()) {
            publish(recordKey, before, after, cause);
        }
    }

    private void publish(String key, Optional<PublishedStatus> before, PublishedStatus after, Headers cause) {
        var record = HealthRecords.toRecord(after);
        published.put(after.application(), after);
        store().put(Topics.STATUS, key, OWN_RECORDS.encode(record));
        forward(HealthTopology.STATUS_SINK, key, record, cause);
        if (before.filter(after::isSameStoryAs).isEmpty()) {
            var history = HistoryRecorded.newBuilder()
                    .setApplication(record.getApplication())
                    .setAt(clock.instant())
                    .setWhat(record)
                    .build();
            forward(HealthTopology.HISTORY_SINK, key, history, cause);
        }
    }

    private Optional<PublishedStatus> published(ApplicationKey key, String recordKey) {
        return Optional.ofNullable(published.computeIfAbsent(key, absent -> stored(recordKey)));
    }

    private @Nullable PublishedStatus stored(String recordKey) {
        var bytes = store().get(Topics.STATUS, recordKey);
        return bytes == null ? null : PublishedStatus.of(OWN_RECORDS.decode(bytes, StatusChanged.class));
    }

    private ApplicationView viewOf(ApplicationKey key) {
        return views.computeIfAbsent(key, this::load);
    }

    private ApplicationView load(ApplicationKey key) {
        var view = new ApplicationView(key);
        store().forEach(key, (stored, value) -> topicOf(stored.noun())
                .ifPresent(
                        topic -> view.take(topic, stored.key(), decode(topic, stored.key(), value), clock.instant())));
        return view;
    }

    private void loadAll() {
        store().forEach((stored, value) -> {
            if (stored.noun().equals(Topics.APPLICATIONS.noun())) {
                RecordKeys.applicationOf(stored.key()).ifPresent(this::viewOf);
            }
        });
    }

    private Optional<Topic> topicOf(String noun) {
        return topics.values().stream()
                .filter(topic -> topic.noun().equals(noun))
                .findFirst();
    }

    private Topic topicOfRecord() {
        var name = context().recordMetadata().orElseThrow().topic();
        var topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("a record of " + name + ", which is no source of this topology");
        }
        return topic;
    }

    private Content decode(Topic topic, String key, byte @Nullable [] value) {
        var offset =
                context().recordMetadata().map(metadata -> metadata.offset()).orElse(-1L);
        return reader.content(topic, context().taskId().partition(), offset, key, value);
    }

    private void forward(String sink, String key, @Nullable SpecificRecord value, Headers cause) {
        context().forward(records.of(key, value, cause), sink);
    }

    private ProcessorContext<String, byte[]> context() {
        if (context == null) {
            throw new IllegalStateException("a processor is used before it is initialised");
        }
        return context;
    }

    private RecordStore store() {
        if (store == null) {
            throw new IllegalStateException("a processor is used before it is initialised");
        }
        return store;
    }
}
