package io.headwater.runtime.kafka;

import io.headwater.runtime.Traces;
import java.util.function.Consumer;

/** Hands records to what deals with them: in the trace of the record, and parking those that can't be dealt with. */
final class Delivery {

    private final DeadLetters deadLetters;

    Delivery(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * Runs on the loop; returns at once.
     *
     * @param parked run once a record that the recipient could not deal with is parked, from any thread
     */
    void hand(TopicRecord record, EventLoop loop, Consumer<TopicRecord> recipient, Runnable parked) {
        loop.execute(() -> record.trace()
                .ifPresentOrElse(
                        trace -> Traces.within(trace, () -> deliver(record, recipient, parked)),
                        () -> deliver(record, recipient, parked)));
    }

    private void deliver(TopicRecord record, Consumer<TopicRecord> recipient, Runnable parked) {
        try {
            recipient.accept(record);
        } catch (RuntimeException e) {
            deadLetters
                    .park(record.topic(), record.partition(), record.offset(), record.key(), null, e)
                    .thenRun(parked);
        }
    }
}
