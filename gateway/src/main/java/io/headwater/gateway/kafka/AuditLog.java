package io.headwater.gateway.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.avro.AuditRecorded;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest entries of the audit, and those to come. */
public final class AuditLog implements StateListener {

    private static final int REMEMBERED = 1000;

    private final ArrayDeque<ObjectNode> newest = new ArrayDeque<>();
    private final List<Consumer<ObjectNode>> listeners = new CopyOnWriteArrayList<>();

    /** The newest entries, oldest first. */
    public synchronized List<ObjectNode> newest(int atMost) {
        return newest.stream().skip(Math.max(0, newest.size() - atMost)).toList();
    }

    public void listen(Consumer<ObjectNode> listener) {
        listeners.add(listener);
    }

    public void forget(Consumer<ObjectNode> listener) {
        listeners.remove(listener);
    }

    @Override
    public void restore(TopicRecord record) {
        take(record);
    }

    @Override
    public void begin() {}

    @Override
    public void changed(TopicRecord record) {
        take(record);
    }

    private void take(TopicRecord record) {
        if (record.content() instanceof Content.Present(AuditRecorded audit)) {
            var entry = json(audit);
            remember(entry);
            listeners.forEach(listener -> listener.accept(entry));
        }
    }

    private synchronized void remember(ObjectNode entry) {
        newest.addLast(entry);
        if (newest.size() > REMEMBERED) {
            newest.removeFirst();
        }
    }

    private static ObjectNode json(AuditRecorded audit) {
        var entry = JsonNodeFactory.instance.objectNode();
        entry.put("at", audit.getAt().toString());
        entry.put("actor", audit.getActor());
        entry.put("action", audit.getAction());
        if (audit.getApplication() != null) {
            entry.put(
                    "application",
                    audit.getApplication().getNamespace() + "/"
                            + audit.getApplication().getName());
        }
        entry.put("subject", audit.getSubject());
        entry.put("outcome", audit.getOutcome());
        return entry.put("detail", audit.getDetail());
    }
}
