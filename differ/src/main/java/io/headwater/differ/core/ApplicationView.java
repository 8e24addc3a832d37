package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ResourceVersions;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one application, kept up to date record by record. Confined to one thread.
 *
 * <p>It holds what has to be known of objects, and not their trees; those are asked for when two are compared.
 */
public final class ApplicationView {

    private final Map<String, DesiredObject> desiredObjects = new HashMap<>();
    private final Map<ObjectKey, LiveObject> live = new HashMap<>();
    private final Map<ObjectKey, String> gone = new HashMap<>();
    private final Map<ObjectKey, Orphan> orphans = new HashMap<>();
    private final SortedSet<String> unreadable = new TreeSet<>();
    private final OperationLog operations = new OperationLog();
    private final Map<ObjectKey, List<Trial>> trials = new HashMap<>();
    private @Nullable Application application;
    private @Nullable DesiredState desired;
    private @Nullable CompleteSet complete;

    /** A set of which every object is here. */
    public record CompleteSet(RenderedSet set, List<DesiredObject> objects) {
        public CompleteSet {
            objects = List.copyOf(objects);
        }
    }

    /** The application; empty while no record of it is here, which does not mean that it is gone. */
    public Optional<Application> application() {
        return Optional.ofNullable(application);
    }

    public void observe(Application observed) {
        application = observed;
    }

    public void forgetApplication() {
        application = null;
    }

    /** What the renderer last said; empty until it said something. */
    public Optional<DesiredState> desired() {
        return Optional.ofNullable(desired);
    }

    /** The newest good set of which every object is here; the one before until then. */
    public Optional<CompleteSet> completeSet() {
        return Optional.ofNullable(complete);
    }

    public void desire(DesiredState state) {
        desired = state;
        complete();
    }

    public void forgetDesired() {
        desired = null;
        complete = null;
    }

    public void hold(DesiredObject object) {
        desiredObjects.put(object.digest(), object);
        complete();
    }

    public void drop(String digest) {
        desiredObjects.remove(digest);
    }

    /** What the cluster holds, in no order. */
    public Collection<LiveObject> live() {
        return Collections.unmodifiableCollection(live.values());
    }

    public Optional<LiveObject> live(ObjectKey key) {
        return Optional.ofNullable(live.get(key));
    }

    public void observe(LiveObject object) {
        live.put(object.key(), object);
        gone.remove(object.key());
    }

    /**
     * Notes that an object is not there, or does not belong to the application any more.
     *
     * @param resourceVersion the version of the deletion; empty if unknown
     */
    public void vanish(ObjectKey key, String resourceVersion) {
        live.remove(key);
        gone.put(key, resourceVersion);
    }

    /** Notes that nothing is known of an object. */
    public void forget(ObjectKey key) {
        live.remove(key);
        gone.remove(key);
    }

    /** What the application's namespace holds that belongs to nobody, in no order. */
    public Collection<Orphan> orphans() {
        return Collections.unmodifiableCollection(orphans.values());
    }

    public void observe(Orphan orphan) {
        orphans.put(orphan.key(), orphan);
    }

    /** Notes that an object is gone, or belongs to somebody. */
    public void adopt(ObjectKey key) {
        orphans.remove(key);
    }

    /** The version at which an object went; empty if it is there, or its end was not seen. */
    public Optional<String> goneAt(ObjectKey key) {
        return Optional.ofNullable(gone.get(key));
    }

    /** The objects whose end was seen and is remembered. */
    public Collection<ObjectKey> gone() {
        return Collections.unmodifiableCollection(gone.keySet());
    }

    /** Of the objects whose end is remembered, the first to go; those that the last operations were about are left out. */
    public List<ObjectKey> oldestEnds(int count) {
        return gone.keySet().stream()
                .filter(key -> !operations.lastSteps().containsKey(key))
                .sorted(Comparator.<ObjectKey, String>comparing(
                                key -> gone.getOrDefault(key, ""), ResourceVersions.ORDER)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }

    /** What the cluster said of an object when it was asked; nothing where it was not. */
    public List<Trial> trials(ObjectKey object) {
        return trials.getOrDefault(object, List.of());
    }

    public void learn(ObjectKey object, List<Trial> known) {
        trials.put(object, List.copyOf(known));
    }

    public void forgetTrials(ObjectKey object) {
        trials.remove(object);
    }

    public OperationLog operations() {
        return operations;
    }

    /** The records about the application that can't be read, by topic and key. */
    public SortedSet<String> unreadable() {
        return Collections.unmodifiableSortedSet(unreadable);
    }

    public void unreadable(String record) {
        unreadable.add(record);
    }

    public void readable(String record) {
        unreadable.remove(record);
    }

    /** Moves on to the wanted set once every object of it is here. */
    private void complete() {
        var wanted = desired == null ? null : desired.good().orElse(null);
        if (wanted == null) {
            complete = null;
            return;
        }
        if (complete != null && complete.set().equals(wanted)) {
            return;
        }
        var objects = wanted.digests().stream().map(desiredObjects::get).toList();
        if (objects.stream().allMatch(Objects::nonNull)) {
            complete = new CompleteSet(wanted, objects);
        }
    }
}
