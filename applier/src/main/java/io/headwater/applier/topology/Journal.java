package io.headwater.applier.topology;

import io.headwater.applier.core.LoggedStep;
import io.headwater.applier.core.OperationState;
import io.headwater.applier.core.Reaction;
import io.headwater.applier.kafka.StepRecords;
import io.headwater.applier.kafka.TrialRecords;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.runtime.Traces;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.TraceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the steps and answers of one partition on record, in the order in which it is asked to, as many at once as have gathered. Each commit prolongs the lease for
 * writes to clusters.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Publisher publisher;
    private final Lease lease;
    private final Consumer<Throwable> onFailure;
    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    private record Entry(ApplicationKey application, Reaction reaction, Optional<TraceContext> trace, Runnable then) {}

    /**
     * @param publisher transactional; closed with this
     * @param lease ended with this
     * @param onFailure told when something could not be put on record, upon which nothing more is
     */
    Journal(Publisher publisher, String name, Lease lease, Consumer<Throwable> onFailure) {
        this.publisher = publisher;
        this.lease = lease;
        this.onFailure = onFailure;
        Thread.ofVirtual().name(name).start(this::run);
    }

    /** Puts a reaction's steps on record; once they and all before them are there, runs what is to follow, on a thread of this journal. */
    void append(ApplicationKey application, Reaction reaction, Runnable then) {
        entries.add(new Entry(application, reaction, Traces.current(), then));
    }

    /** No write may be begun any more; what is not on record yet will not be. */
    @Override
    public void close() {
        closed = true;
        lease.end();
        entries.clear();
        entries.add(new Entry(new ApplicationKey("-", "-"), Reaction.NONE, Optional.empty(), () -> {}));
        try {
            if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("A transaction was still under way when its partition was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }

    private void run() {
        try {
            while (!closed) {
                var batch = new ArrayList<Entry>();
                batch.add(entries.take());
                entries.drainTo(batch);
                record(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed) {
                onFailure.accept(e);
            }
        } finally {
            ended.countDown();
        }
    }

    private void record(List<Entry> batch) {
        if (closed) {
            // Nothing may follow from what is not on record.
            return;
        }
        if (batch.stream().anyMatch(entry -> entry.reaction().isWritten())) {
            var begun = lease.now();
            publisher.transaction(() -> batch.forEach(entry -> within(entry, () -> write(entry))));
            lease.provenAt(begun);
        }
        batch.forEach(entry -> within(entry, entry.then()));
    }

    private void write(Entry entry) {
        var application = entry.application();
        for (var step : entry.reaction().steps()) {
            write(step);
            publisher.send(Topics.HISTORY, RecordKeys.application(application), StepRecords.history(step));
        }
        entry.reaction().repeated().forEach(this::write);
        entry.reaction().tried().forEach(tried -> write(application, tried));
        for (OperationState operation : entry.reaction().forgotten()) {
            for (var sequence = 0; sequence < operation.steps(); sequence++) {
                publisher.remove(Topics.OPERATIONS, RecordKeys.operationStep(application, operation.id(), sequence));
            }
        }
    }

    private void write(ApplicationKey application, Reaction.Tried tried) {
        var key = RecordKeys.object(application, tried.object());
        if (tried.trials().isEmpty()) {
            publisher.remove(Topics.TRIALS, key);
        } else {
            publisher.send(Topics.TRIALS, key, TrialRecords.record(application, tried));
        }
    }

    private void write(LoggedStep step) {
        publisher.send(
                Topics.OPERATIONS,
                RecordKeys.operationStep(step.application(), step.operationId(), step.sequence()),
                StepRecords.record(step));
    }

    private static void within(Entry entry, Runnable task) {
        if (entry.trace().isPresent()) {
            Traces.within(entry.trace().get(), task);
        } else {
            task.run();
        }
    }
}
