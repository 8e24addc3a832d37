package io.headwater.healthchecker.topology;

import io.headwater.healthchecker.core.ApplicationHealth;
import io.headwater.healthchecker.core.OperationInfo;
import io.headwater.healthchecker.core.StatusBuilder;
import io.headwater.healthchecker.kafka.ApplicationView;
import io.headwater.healthchecker.kafka.ClusterKnowledge;
import io.headwater.healthchecker.kafka.HealthRecords;
import io.headwater.healthchecker.kafka.PublishedStatus;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.runtime.kafka.PartitionLog;
import io.headwater.runtime.kafka.ReadMarks;
import io.headwater.runtime.kafka.StreamsRecords;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.StatusChanged;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of each application, and publishes the health of each live object and the status of each application as they change: a transition
 * at once, details when a few have gathered.
 *
 * <p>It begins by reading all that stands on its topics. Then every application is judged, which makes up for what a crash kept from being written. What
 * it is told again of that is passed over, since what is known may be newer.
 */
final class HealthProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Duration GATHERING = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Function<ConsumerRecord<String, byte[]>, TopicRecord> intake;
    private final PartitionLog log;
    private final StreamsRecords records;
    private final StatusBuilder builder;
    private final Clock clock;
    private final ReadMarks marks = new ReadMarks();
    private final Map<ApplicationKey, ApplicationView> views = new HashMap<>();
    private final Map<ApplicationKey, PublishedStatus> published = new HashMap<>();
    private final Map<ApplicationKey, Details> waiting = new LinkedHashMap<>();
    private final ClusterKnowledge clusters = new ClusterKnowledge();
    private Optional<StandingHealth> standing = Optional.of(new StandingHealth());
    private @Nullable ProcessorContext<String, byte[]> context;

    /**
     * A status that differs in details from the one that was published.
     *
     * @param due when it is published, in milliseconds of the system's time
     * @param cause the headers of the record that brought it about
     */
    private record Details(long due, PublishedStatus status, Headers cause) {}

    HealthProcessor(
            Function<ConsumerRecord<String, byte[]>, TopicRecord> intake,
            PartitionLog log,
            StreamsRecords records,
            StatusBuilder builder,
            Clock clock) {
        this.intake = intake;
        this.log = log;
        this.records = records;
        this.builder = builder;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        log.read(
                Stream.concat(HealthTopology.SOURCES.stream(), Stream.of(Topics.STATUS, Topics.HEALTH))
                        .toList(),
                processorContext.taskId().partition(),
                this::recall);
        processorContext.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::publishWhatIsDue);
    }

    private void recall(ConsumerRecord<String, byte[]> raw) {
        var record = intake.apply(raw);
        if (record.topic().equals(Topics.STATUS)) {
            recallStatus(record);
        } else if (record.topic().equals(Topics.HEALTH)) {
            standing.ifPresent(said -> said.recall(record));
        } else {
            marks.pass(raw);
            take(record);
        }
    }

    private void recallStatus(TopicRecord record) {
        var key = RecordKeys.applicationOf(record.key()).orElseThrow();
        switch (record.content()) {
            case Content.Present(StatusChanged status) -> published.put(key, PublishedStatus.of(status));
            case Content.Removed() -> published.remove(key);
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    @Override
    public void process(Record<String, byte[]> given) {
        var raw = StreamsRecords.consumed(given, context().recordMetadata().orElseThrow());
        if (!marks.pass(raw)) {
            return;
        }
        var record = intake.apply(raw);
        var change = take(record);
        change.cluster().ifPresent(cluster -> judgeAllOn(cluster, raw.headers()));
        change.application().ifPresent(key -> {
            if (record.topic().equals(Topics.LIVE)) {
                publishHealth(key, record, raw.headers());
            }
            judge(key, raw.headers());
        });
    }

    /** Whom a record is about. */
    private record Change(Optional<ApplicationKey> application, Optional<String> cluster) {}

    private Change take(TopicRecord record) {
        if (RecordKeys.isEverywhere(record.key())) {
            return new Change(Optional.empty(), clusters.take(record.content()));
        }
        var key = RecordKeys.applicationOf(record.key()).orElseThrow();
        viewOf(key).take(record.topic(), record.key(), record.content(), record.timestamp());
        return new Change(Optional.of(key), Optional.empty());
    }

    private void publishHealth(ApplicationKey application, TopicRecord record, Headers cause) {
        var object = RecordKeys.objectOf(record.key());
        var key = RecordKeys.object(application, object);
        switch (record.content()) {
            case Content.Present(LiveObject _) ->
                viewOf(application)
                        .live(object)
                        .ifPresent(live -> forward(
                                HealthTopology.HEALTH_SINK, key, HealthRecords.toRecord(application, live), cause));
            case Content.Removed() -> forward(HealthTopology.HEALTH_SINK, key, null, cause);
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    private void judgeAllOn(String cluster, Headers cause) {
        List.copyOf(views.entrySet()).stream()
                .filter(entry -> entry.getValue()
                        .application()
                        .filter(application -> application.cluster().equals(cluster))
                        .isPresent())
                .forEach(entry -> judge(entry.getKey(), cause));
    }

    private void judge(ApplicationKey key, Headers cause) {
        var view = viewOf(key);
        var application = view.application();
        if (application.isEmpty()) {
            endIfGone(key, view, cause);
            return;
        }
        var doubt = view.unreadable().or(() -> clusters.doubt(application.get().cluster(), view.drift()));
        var health = ApplicationHealth.of(application.get(), doubt, view.drift(), view.health());
        var operation = view.operation();
        var before = Optional.ofNullable(published.get(key));
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
        publish(before, PublishedStatus.of(application.get(), status, health, finished), cause);
    }

    private void endIfGone(ApplicationKey key, ApplicationView view, Headers cause) {
        if (!view.isGone()) {
            return;
        }
        waiting.remove(key);
        if (published.remove(key) != null) {
            forward(HealthTopology.STATUS_SINK, RecordKeys.application(key), null, cause);
        }
        if (view.isEmpty()) {
            views.remove(key);
        }
    }

    private void publish(Optional<PublishedStatus> before, PublishedStatus after, Headers cause) {
        if (before.filter(after::saysTheSameAs).isPresent()) {
            waiting.remove(after.application());
        } else if (after.isTransitionFrom(before)) {
            publish(after, cause);
        } else {
            var details = new Details(context().currentSystemTimeMs() + GATHERING.toMillis(), after, cause);
            waiting.merge(
                    after.application(), details, (first, newer) -> new Details(first.due(), newer.status(), cause));
        }
    }

    private void publishWhatIsDue(long now) {
        standing.ifPresent(this::makeUpFor);
        var due = waiting.values().stream()
                .takeWhile(details -> details.due() <= now)
                .toList();
        due.forEach(details -> publish(details.status(), details.cause()));
    }

    /** Says what a crash kept from being said. */
    private void makeUpFor(StandingHealth said) {
        standing = Optional.empty();
        var cause = new RecordHeaders();
        views.forEach((application, view) -> view.live().forEach(live -> {
            var health = HealthRecords.toRecord(application, live);
            if (said.differs(RecordKeys.object(application, live.key()), health)) {
                forward(HealthTopology.HEALTH_SINK, RecordKeys.object(application, live.key()), health, cause);
            }
        }));
        said.others().forEach(key -> forward(HealthTopology.HEALTH_SINK, key, null, cause));
        Stream.concat(views.keySet().stream(), published.keySet().stream())
                .distinct()
                .toList()
                .forEach(key -> judge(key, cause));
    }

    private void publish(PublishedStatus after, Headers cause) {
        var key = RecordKeys.application(after.application());
        var status = HealthRecords.toRecord(after);
        waiting.remove(after.application());
        var before = Optional.ofNullable(published.put(after.application(), after));
        forward(HealthTopology.STATUS_SINK, key, status, cause);
        if (before.filter(after::isSameStoryAs).isEmpty()) {
            var history = HistoryRecorded.newBuilder()
                    .setApplication(status.getApplication())
                    .setAt(clock.instant())
                    .setWhat(status)
                    .build();
            forward(HealthTopology.HISTORY_SINK, key, history, cause);
        }
    }

    private ApplicationView viewOf(ApplicationKey key) {
        return views.computeIfAbsent(key, ApplicationView::new);
    }

    private void forward(String sink, String key, @Nullable SpecificRecord value, Headers cause) {
        context().forward(records.of(key, value, cause), sink);
    }

    private ProcessorContext<String, byte[]> context() {
        return Objects.requireNonNull(context, "a processor is used before it is initialised");
    }
}
