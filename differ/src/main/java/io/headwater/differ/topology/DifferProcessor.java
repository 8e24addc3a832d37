package io.headwater.differ.topology;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The one processor: hands the records of a partition to the task that owns it. */
final class DifferProcessor implements Processor<String, byte[], String, byte[]> {

    private final Collaborators with;
    private @Nullable DifferTask task;

    DifferProcessor(Collaborators with) {
        this.with = with;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        task = DifferTask.begin(context, with);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Objects.requireNonNull(task, "a record before the task has begun").process(record);
    }
}
