package io.headwater.differ.topology;

import io.headwater.differ.core.Application;
import io.headwater.differ.core.ApplicationView;
import io.headwater.differ.core.Assessment;
import io.headwater.differ.core.Decision;
import io.headwater.differ.core.DriftAssessor;
import io.headwater.differ.core.Memory;
import io.headwater.differ.core.Orphans;
import io.headwater.differ.core.RenderedSet;
import io.headwater.differ.core.SyncDecider;
import io.headwater.differ.core.SyncRequest;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.runtime.kafka.ReadMarks;
import io.headwater.runtime.kafka.StreamsRecords;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.TraceContext;
import io.headwater.schemas.UnreadableRecordException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a partition says, and decides about every application that a record concerns. Confined to one thread.
 *
 * <p>It begins by reading all that stands on its topics. Then every application is decided about, which makes up for what a crash kept from being
 * written. What it is told again of that is passed over, since what is kept may be newer.
 */
final class DifferTask {

    private static final Logger LOG = LoggerFactory.getLogger(DifferTask.class);
    private static final int MOST_ENDS = 100;
    private static final int DEPTH = 15;

    private final ProcessorContext<String, byte[]> context;
    private final TopicNames names;
    private final RecordIntake intake;
    private final DifferStore store;
    private final Clusters clusters;
    private final InstallationSettings settings = new InstallationSettings();
    private final Projects projects = new Projects();
    private final KnownApplications applications;
    private final SyncDecider decider;
    private final Outputs outputs;
    private final WakeUps wakeUps;
    private final ReadMarks marks = new ReadMarks();

    private DifferTask(ProcessorContext<String, byte[]> context, Collaborators with) {
        var partition = context.taskId().partition();
        this.context = context;
        this.names = new TopicNames(with.naming());
        this.intake = with.intake();
        this.store = new DifferStore(context.getStateStore(DifferStore.MEMORY));
        this.clusters = new Clusters();
        this.applications =
                new KnownApplications(store, new StoredContents(intake, names, partition), with.comparison());
        this.decider = with.decider();
        this.outputs = new Outputs(context, with.source(), with.random());
        this.wakeUps = new WakeUps(context, application -> decide(application, Optional.empty()));
    }

    /** A task that knows what stands on its topics. */
    static DifferTask begin(ProcessorContext<String, byte[]> context, Collaborators with) {
        var task = new DifferTask(context, with);
        with.log().read(TopicNames.atTheBeginning(), context.taskId().partition(), task::recall);
        task.decideAboutAll();
        return task;
    }

    private void recall(ConsumerRecord<String, byte[]> raw) {
        if (raw.topic().equals(names.name(Topics.DRIFT))) {
            outputs.recall(raw.key(), raw.value());
        } else {
            take(raw);
        }
    }

    void process(Record<String, byte[]> record) {
        var metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record that comes from no topic"));
        take(StreamsRecords.consumed(record, metadata))
                .ifPresent(taken -> taken.concerned().forEach(key -> decide(key, taken.trace())));
    }

    /** A record that was taken over. */
    private record Taken(List<ApplicationKey> concerned, Optional<TraceContext> trace) {}

    /** Takes over a record unless it was read before. */
    private Optional<Taken> take(ConsumerRecord<String, byte[]> raw) {
        if (!marks.pass(raw)) {
            return Optional.empty();
        }
        var read = intake.read(raw);
        return Optional.of(new Taken(take(names.source(raw.topic()), raw, read), read.trace()));
    }

    /** Keeps a record, and says which applications it concerns. */
    private List<ApplicationKey> take(Topic topic, ConsumerRecord<String, byte[]> raw, TopicRecord read) {
        List<ApplicationKey> concerned;
        try {
            concerned = view(topic, read, read.content());
        } catch (KafkaException notOfTheRecord) {
            throw notOfTheRecord;
        } catch (RuntimeException senseless) {
            intake.park(raw, read, senseless);
            return takeUnreadable(topic, read);
        }
        keep(topic, read, raw.value());
        return concerned;
    }

    private List<ApplicationKey> takeUnreadable(Topic topic, TopicRecord read) {
        List<ApplicationKey> concerned;
        try {
            concerned = view(topic, read, new Content.Unreadable());
        } catch (UnreadableRecordException | IllegalArgumentException nobodys) {
            return List.of();
        }
        store.put(topic, read.key(), StoredRecord.unreadable(read.offset()));
        return concerned;
    }

    /** Puts a record into the view that it belongs to. */
    private List<ApplicationKey> view(Topic topic, TopicRecord read, Content content) {
        if (topic.equals(Topics.PROJECTS)) {
            return projects.put(read.key(), content)
                    .map(applications::ofProject)
                    .orElse(List.of());
        }
        if (topic.equals(Topics.SETTINGS)) {
            return settings.put(read.key(), content) ? applications.all() : List.of();
        }
        var application = RecordKeys.applicationOf(read.key());
        if (application.isEmpty()) {
            return applications.concernedBy(clusters.put(read.key(), content));
        }
        var known = applications.get(application.get());
        new Observation(topic, read.offset(), read.key(), content, read.resourceVersion()).putInto(known.view());
        return List.of(application.get());
    }

    private void keep(Topic topic, TopicRecord read, byte[] value) {
        switch (read.content()) {
            case Content.Present ignored -> store.put(topic, read.key(), StoredRecord.present(read.offset(), value));
            case Content.Unreadable() -> store.put(topic, read.key(), StoredRecord.unreadable(read.offset()));
            case Content.Removed() -> {
                if (topic.equals(Topics.APPLICATIONS)
                        || (topic.equals(Topics.LIVE) && !RecordKeys.isEverywhere(read.key()))) {
                    store.put(topic, read.key(), StoredRecord.gone(read.offset(), read.resourceVersion()));
                } else {
                    store.delete(topic, read.key());
                }
            }
        }
    }

    private void decideAboutAll() {
        var soon = Optional.of(Instant.ofEpochMilli(context.currentSystemTimeMs()));
        store.forEach(
                Topics.APPLICATIONS,
                (key, stored) -> wakeUps.set(RecordKeys.applicationOf(key).orElseThrow(), soon));
    }

    private void decide(ApplicationKey key, Optional<TraceContext> cause) {
        var known = applications.get(key);
        var application = known.view().application();
        if (application.isPresent()) {
            decide(known, application.get(), cause);
        } else if (!known.view().unreadable().isEmpty()) {
            outputs.say(key, DriftAssessor.unreadable(known.view()), Orphans.NONE, List.of(), cause);
        } else {
            end(key, cause);
        }
    }

    private void decide(KnownApplication known, Application application, Optional<TraceContext> cause) {
        var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Assessment assessment;
        Decision decision;
        try {
            assessment = DriftAssessor.assess(
                    application,
                    known.view(),
                    clusters.view(application.cluster()),
                    settings.known(),
                    known.comparisons(),
                    known.memory().accepted());
            decision = decider.decide(
                    application,
                    projects.view(application.project()),
                    assessment,
                    known.view().operations(),
                    known.memory(),
                    now);
        } catch (KafkaException notOfTheApplication) {
            throw notOfTheApplication;
        } catch (RuntimeException defect) {
            reportDefect(application, defect, cause);
            return;
        }
        act(known, application, assessment, decision, cause);
    }

    /** Other applications go on: one that can't be judged does not stop the partition. The error's message is not logged: it may quote an object. */
    private void reportDefect(Application application, RuntimeException defect, Optional<TraceContext> cause) {
        LOG.atError()
                .addKeyValue("application", application.key())
                .addKeyValue("error", defect.getClass().getName())
                .addKeyValue(
                        "at", Arrays.stream(defect.getStackTrace()).limit(DEPTH).toList())
                .log("An application can't be judged because of a defect");
        outputs.say(application.key(), DriftAssessor.defective(application, defect), Orphans.NONE, List.of(), cause);
        wakeUps.set(application.key(), Optional.empty());
    }

    private void act(
            KnownApplication known,
            Application application,
            Assessment assessment,
            Decision decision,
            Optional<TraceContext> cause) {
        requestOf(decision, known, assessment).ifPresent(request -> {
            outputs.ask(application.key(), request, cause);
            known.ask();
        });
        if (!decision.memory().equals(known.memory())) {
            known.remember(decision.memory());
            store.remember(application.key(), decision.memory());
        }
        var orphans = Orphans.of(
                application, projects.view(application.project()), known.view(), clusters.view(application.cluster()));
        outputs.say(application.key(), assessment, orphans, decision.reasons(), cause);
        wakeUps.set(
                application.key(),
                earlier(decision.again(), askForTrials(known, application, assessment, decision, cause)));
        forgetOldEnds(application.key(), known.view());
    }

    /**
     * Has the cluster say of objects that differ what it would make of them, unless a sync will show it.
     *
     * @return when to ask again
     */
    private Optional<Instant> askForTrials(
            KnownApplication known,
            Application application,
            Assessment assessment,
            Decision decision,
            Optional<TraceContext> cause) {
        if (application.deleting() || decision.isSyncAhead(known.view().operations())) {
            return Optional.empty();
        }
        var due = known.trials().due(assessment.questions(), Instant.ofEpochMilli(context.currentSystemTimeMs()));
        outputs.ask(application.key(), application.cluster(), due, cause);
        return known.trials().again();
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }

    /** The request to write, if any: a new one, or, in the beginning, one that was made before and may have been lost on its way. */
    private static Optional<SyncRequest> requestOf(Decision decision, KnownApplication known, Assessment assessment) {
        return switch (decision) {
            case Decision.Ask ask -> Optional.of(ask.request());
            case Decision.Rest rest ->
                rest.memory()
                        .requested()
                        .filter(request -> !known.hasAsked())
                        .filter(request -> request.specDigest().equals(assessment.specDigest())
                                && request.setDigest().equals(assessment.set().map(RenderedSet::setDigest)));
        };
    }

    /** Takes back what was said of an application that is gone; one of which there just is no record yet is let be. */
    private void end(ApplicationKey key, Optional<TraceContext> cause) {
        var record = RecordKeys.application(key);
        var gone = store.find(Topics.APPLICATIONS, record)
                .filter(stored -> stored.sort() == StoredRecord.Sort.GONE)
                .isPresent();
        if (!gone) {
            return;
        }
        wakeUps.set(key, Optional.empty());
        applications.forget(key);
        store.remember(key, Memory.NOTHING);
        if (!outputs.unsay(key, cause)) {
            store.delete(Topics.APPLICATIONS, record);
        }
    }

    /** That an object was seen to go matters only until the step is seen that made it go; so the oldest are dropped in the end. */
    private void forgetOldEnds(ApplicationKey key, ApplicationView view) {
        if (view.gone().size() > MOST_ENDS) {
            view.oldestEnds(MOST_ENDS / 2).forEach(object -> {
                view.forget(object);
                store.delete(Topics.LIVE, RecordKeys.object(key, object));
            });
        }
    }
}
