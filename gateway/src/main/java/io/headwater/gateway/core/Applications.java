package io.headwater.gateway.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What readers are shown: every application with its newest status, and its objects with drift and health.
 *
 * <p>Written by one thread, read by many. Each change has a number, so that a reader who was away can ask for what it has missed.
 */
public final class Applications {

    private static final int REMEMBERED = 10_000;

    private final Map<ApplicationKey, Entry> entries = new ConcurrentSkipListMap<>();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final AtomicLong numbers = new AtomicLong();
    private final ArrayList<Change> recent = new ArrayList<>();

    /** What happened to an application, in the words of a Kubernetes watch. */
    public enum Event {
        ADDED,
        MODIFIED,
        DELETED
    }

    /**
     * A change that readers are told of.
     *
     * @param number rises with every change
     */
    public record Change(long number, Event event, ApplicationKey key, ObjectNode application) {}

    /** Who is told of changes, in their order. Called under a lock: it must hand on and return. */
    public interface Reader {

        /** What was told before is void. */
        void reset();

        /** A change, or what there is already as {@link Event#ADDED}. */
        void changed(Change change);

        /** What the reader had missed has been told; from now on it hears of things as they happen. */
        void complete();

        /** The drift or health of an object of the application has changed. */
        void objectsChanged(ApplicationKey key);
    }

    private static final class Entry {
        private volatile Optional<ObjectNode> resource = Optional.empty();
        private volatile Optional<ObjectNode> status = Optional.empty();
        private volatile ArrayNode drift = JsonNodeFactory.instance.arrayNode();
        private final Map<ObjectKey, ObjectNode> health = new ConcurrentSkipListMap<>();
    }

    /** An application as it is on the hub, without its status; empty once it is gone. */
    public void resource(ApplicationKey key, Optional<ObjectNode> resource) {
        if (resource.isEmpty()) {
            var gone = entries.remove(key);
            if (gone != null && gone.resource.isPresent()) {
                publish(Event.DELETED, key, view(gone, gone.resource.get()));
            }
            return;
        }
        var entry = entries.computeIfAbsent(key, ignored -> new Entry());
        var event = entry.resource.isPresent() ? Event.MODIFIED : Event.ADDED;
        entry.resource = resource;
        publish(event, key, view(entry, resource.get()));
    }

    /** The newest status of an application. */
    public void status(ApplicationKey key, ObjectNode status) {
        var entry = entries.computeIfAbsent(key, ignored -> new Entry());
        entry.status = Optional.of(status);
        entry.resource.ifPresent(resource -> publish(Event.MODIFIED, key, view(entry, resource)));
    }

    /** The objects of an application, compared. */
    public void drift(ApplicationKey key, ArrayNode objects) {
        entries.computeIfAbsent(key, ignored -> new Entry()).drift = objects;
        readers.forEach(reader -> reader.objectsChanged(key));
    }

    /** The health of a live object; empty once it is gone. */
    public void health(ApplicationKey key, ObjectKey object, Optional<ObjectNode> health) {
        var entry = entries.computeIfAbsent(key, ignored -> new Entry());
        health.ifPresentOrElse(found -> entry.health.put(object, found), () -> entry.health.remove(object));
        readers.forEach(reader -> reader.objectsChanged(key));
    }

    /** All applications, sorted by namespace and name. */
    public List<ObjectNode> list() {
        return entries.values().stream()
                .flatMap(entry -> entry.resource.map(resource -> view(entry, resource)).stream())
                .toList();
    }

    public Optional<ObjectNode> find(ApplicationKey key) {
        return Optional.ofNullable(entries.get(key))
                .flatMap(entry -> entry.resource.map(resource -> view(entry, resource)));
    }

    /** The objects of an application: each with its drift and health. */
    public Optional<ArrayNode> objectsOf(ApplicationKey key) {
        return Optional.ofNullable(entries.get(key)).map(entry -> {
            var objects = entry.drift.deepCopy();
            objects.forEach(object -> {
                var health = entry.health.get(keyOf(object));
                if (health != null && object instanceof ObjectNode node) {
                    node.set("health", health);
                }
            });
            return objects;
        });
    }

    /**
     * Tells a reader what it has missed, as far as that is remembered, else everything; then every change, without a gap and in order.
     *
     * @param since the number of the last change that the reader has seen; empty for one that begins
     */
    public synchronized void tell(Optional<Long> since, Reader reader) {
        if (since.isPresent() && remembersAllAfter(since.get())) {
            recent.stream().filter(change -> change.number() > since.get()).forEach(reader::changed);
        } else {
            reader.reset();
            entries.forEach((key, entry) -> entry.resource.ifPresent(
                    resource -> reader.changed(new Change(numbers.get(), Event.ADDED, key, view(entry, resource)))));
        }
        reader.complete();
        readers.add(reader);
    }

    private boolean remembersAllAfter(long number) {
        return recent.isEmpty()
                ? number == numbers.get()
                : recent.getFirst().number() <= number + 1 && number <= numbers.get();
    }

    /** Tells a reader nothing more. */
    public void forget(Reader reader) {
        readers.remove(reader);
    }

    /** The number of the newest change. */
    public long newest() {
        return numbers.get();
    }

    private synchronized void publish(Event event, ApplicationKey key, ObjectNode application) {
        var change = new Change(numbers.incrementAndGet(), event, key, application);
        recent.add(change);
        if (recent.size() > REMEMBERED) {
            recent.subList(0, REMEMBERED / 2).clear();
        }
        readers.forEach(reader -> reader.changed(change));
    }

    private static ObjectNode view(Entry entry, ObjectNode resource) {
        var view = JsonNodeFactory.instance.objectNode();
        view.setAll(resource);
        entry.status.ifPresent(status -> view.set("status", status));
        return view;
    }

    private static ObjectKey keyOf(JsonNode object) {
        return ObjectKey.of(
                object.path("group").asText(""),
                object.path("kind").asText(),
                object.path("namespace").asText(""),
                object.path("name").asText());
    }
}
