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
import java.util.function.Consumer;

/**
 * What readers are shown: every application with its newest status, and its objects with drift and health.
 *
 * <p>Written by one thread, read by many. Each change has a number, so that a reader who was away can ask for what it has missed.
 */
public final class Applications {

    private static final int REMEMBERED = 10_000;

    private final Map<ApplicationKey, Entry> entries = new ConcurrentSkipListMap<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
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
                tell(Event.DELETED, key, view(gone, gone.resource.get()));
            }
            return;
        }
        var entry = entries.computeIfAbsent(key, ignored -> new Entry());
        var event = entry.resource.isPresent() ? Event.MODIFIED : Event.ADDED;
        entry.resource = resource;
        tell(event, key, view(entry, resource.get()));
    }

    /** The newest status of an application. */
    public void status(ApplicationKey key, ObjectNode status) {
        var entry = entries.computeIfAbsent(key, ignored -> new Entry());
        entry.status = Optional.of(status);
        entry.resource.ifPresent(resource -> tell(Event.MODIFIED, key, view(entry, resource)));
    }

    /** The objects of an application, compared. */
    public void drift(ApplicationKey key, ArrayNode objects) {
        entries.computeIfAbsent(key, ignored -> new Entry()).drift = objects;
    }

    /** The health of a live object; empty once it is gone. */
    public void health(ApplicationKey key, ObjectKey object, Optional<ObjectNode> health) {
        var entry = entries.computeIfAbsent(key, ignored -> new Entry());
        health.ifPresentOrElse(found -> entry.health.put(object, found), () -> entry.health.remove(object));
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
     * Listens to changes.
     *
     * @param since the number of the last change that the reader has seen; empty for one that begins
     * @return what the reader missed, as far as it is remembered: nothing if too much happened, in which case it must read everything
     */
    public synchronized Optional<List<Change>> listen(Optional<Long> since, Consumer<Change> listener) {
        listeners.add(listener);
        if (since.isEmpty()) {
            return Optional.empty();
        }
        var remembersAll = recent.isEmpty()
                ? since.get() == numbers.get()
                : recent.getFirst().number() <= since.get() + 1 && since.get() <= numbers.get();
        return remembersAll
                ? Optional.of(recent.stream()
                        .filter(change -> change.number() > since.get())
                        .toList())
                : Optional.empty();
    }

    /** Stops listening. */
    public void forget(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    /** The number of the newest change. */
    public long newest() {
        return numbers.get();
    }

    private synchronized void tell(Event event, ApplicationKey key, ObjectNode application) {
        var change = new Change(numbers.incrementAndGet(), event, key, application);
        recent.add(change);
        if (recent.size() > REMEMBERED) {
            recent.subList(0, REMEMBERED / 2).clear();
        }
        listeners.forEach(listener -> listener.accept(change));
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
