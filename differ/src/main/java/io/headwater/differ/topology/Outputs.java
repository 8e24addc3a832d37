package io.headwater.differ.topology;

import io.headwater.differ.core.Assessment;
import io.headwater.differ.core.Orphans;
import io.headwater.differ.core.Reason;
import io.headwater.differ.core.SyncRequest;
import io.headwater.differ.core.TrialQuestion;
import io.headwater.differ.kafka.DriftRecords;
import io.headwater.differ.kafka.OperationRecords;
import io.headwater.differ.kafka.TrialRecords;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.TraceContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes what a task has decided: requests always, verdicts only when they differ from the last one. */
final class Outputs {

    private static final RecordCodec CODEC = RecordCodec.ofThisVersion();

    /** Of one record, whose size is limited. */
    private static final int MOST_QUESTIONS = 1000;

    private final ProcessorContext<String, byte[]> context;
    private final String source;
    private final RandomGenerator random;
    private final Map<String, String> emitted = new HashMap<>();
    private final Map<ApplicationKey, Said> said = new HashMap<>();

    /** A verdict that was written since the task began, to save comparing its bytes. */
    private record Said(Assessment assessment, Orphans orphans, List<Reason> reasons) {}

    /** @param source who writes, as headers name it */
    Outputs(ProcessorContext<String, byte[]> context, String source, RandomGenerator random) {
        this.context = context;
        this.source = source;
        this.random = random;
    }

    /** A verdict that was written before the task began; null for one that was taken back. */
    void recall(String key, byte @Nullable [] verdict) {
        if (verdict == null) {
            emitted.remove(key);
        } else {
            emitted.put(key, ContentDigest.of(verdict).hex());
        }
    }

    /** Asks for a sync. */
    void ask(ApplicationKey application, SyncRequest request, Optional<TraceContext> cause) {
        var record = OperationRecords.record(application, request);
        forward(DifferTopology.SYNCS, RecordKeys.application(application), record, CODEC.encode(record), cause);
    }

    /** Asks what a cluster would make of objects. */
    void ask(ApplicationKey application, String cluster, List<TrialQuestion> questions, Optional<TraceContext> cause) {
        for (var from = 0; from < questions.size(); from += MOST_QUESTIONS) {
            var some = questions.subList(from, Math.min(from + MOST_QUESTIONS, questions.size()));
            var record = TrialRecords.record(application, cluster, some);
            forward(DifferTopology.SYNCS, RecordKeys.application(application), record, CODEC.encode(record), cause);
        }
    }

    /**
     * Says how an application is, unless that was said last.
     *
     * @param obstacles what stands in the way of a sync
     */
    void say(
            ApplicationKey application,
            Assessment assessment,
            Orphans orphans,
            List<Reason> obstacles,
            Optional<TraceContext> cause) {
        var reasons = Stream.of(assessment.reasons().stream(), obstacles.stream(), orphans.warning().stream())
                .flatMap(told -> told)
                .distinct()
                .toList();
        var now = new Said(assessment, orphans, reasons);
        if (now.equals(said.put(application, now))) {
            return;
        }
        var key = RecordKeys.application(application);
        var record = DriftRecords.drift(application, assessment, orphans.objects(), reasons);
        var bytes = CODEC.encode(record);
        var digest = ContentDigest.of(bytes).hex();
        if (!digest.equals(emitted.put(key, digest))) {
            forward(DifferTopology.DRIFT, key, record, bytes, cause);
        }
    }

    /** Takes back what was said of an application; returns whether there was anything to take back. */
    boolean unsay(ApplicationKey application, Optional<TraceContext> cause) {
        said.remove(application);
        var key = RecordKeys.application(application);
        var wasSaid = emitted.remove(key) != null;
        if (wasSaid) {
            forward(DifferTopology.DRIFT, key, null, null, cause);
        }
        return wasSaid;
    }

    private void forward(
            String sink,
            String key,
            @Nullable SpecificRecord value,
            byte @Nullable [] bytes,
            Optional<TraceContext> cause) {
        var now = context.currentSystemTimeMs();
        var trace = cause.map(found -> found.next(random)).orElseGet(() -> TraceContext.begin(random));
        var id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        var headers = EventHeaders.of(id, source, Instant.ofEpochMilli(now), value, trace);
        context.forward(new Record<>(key, bytes, now, headers), sink);
    }
}
