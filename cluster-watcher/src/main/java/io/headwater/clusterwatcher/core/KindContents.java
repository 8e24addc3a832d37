package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind in one cluster, and under which applications each was published.
 *
 * <p>Of an object only its identity and versions are kept, and its content only while an update is held back that nobody has to know of at once: of most objects in a cluster nobody here wants to know. When
 * somebody comes to, it is read then. What is read is published only if it is the very state that list and watch told last; of any other they will
 * tell, and publish it then. So nothing comes back that is gone, and nothing older follows on something newer, without a comparison of versions.
 *
 * <p>Of an orphan (an object that nobody tracks, desires or owns, in a namespace whose applications' projects want to know) its identity alone is told: whatever
 * becomes of it, nobody acts on it.
 *
 * <p>Not thread-safe: confined to the worker's event loop.
 */
public final class KindContents {

    private final String cluster;
    private final Interests interests;
    private final Function<KubernetesObject, Optional<ApplicationKey>> tracking;
    private final Map<ObjectKey, Entry> entries = new HashMap<>();
    private final Map<ObjectKey, LiveChange.Fetch> awaited = new HashMap<>();
    private Set<ObjectKey> listing = new HashSet<>();

    private static final class Entry {
        private boolean live;
        private String resourceVersion = "";
        private Optional<ApplicationKey> trackedBy = Optional.empty();
        private boolean owned;
        private String version = "";
        private final Map<ApplicationKey, String> published = new HashMap<>();
        private final Set<ApplicationKey> orphaned = new TreeSet<>();
        private Optional<ContentDigest> essence = Optional.empty();

        @Nullable
        private KubernetesObject held;
    }

    /** @param tracking tells which application an object tracks */
    public KindContents(
            String cluster, Interests interests, Function<KubernetesObject, Optional<ApplicationKey>> tracking) {
        this.cluster = cluster;
        this.interests = interests;
        this.tracking = tracking;
    }

    /** An object was published under an application, by an earlier life of this service. */
    public void wasPublished(ApplicationKey application, ObjectKey key, String version) {
        entries.computeIfAbsent(key, ignored -> new Entry()).published.put(application, version);
    }

    /** An object was withdrawn from an application, by another instance of this service. */
    public void wasWithdrawn(ApplicationKey application, ObjectKey key) {
        var entry = entries.get(key);
        if (entry != null) {
            entry.published.remove(application);
            dropIfEmpty(key, entry);
        }
    }

    /** The kind is watched from now on: what was held back before is so no more, since the first list tells of it. */
    public void watched() {
        entries.values().forEach(entry -> entry.held = null);
    }

    /** An object was told to be an orphan, by an earlier life of this service or another instance. */
    public void wasOrphaned(ApplicationKey application, ObjectKey key) {
        entries.computeIfAbsent(key, ignored -> new Entry()).orphaned.add(application);
    }

    /** An object was told to be no orphan any more, by another instance of this service. */
    public void wasAdopted(ApplicationKey application, ObjectKey key) {
        var entry = entries.get(key);
        if (entry != null) {
            entry.orphaned.remove(application);
            dropIfEmpty(key, entry);
        }
    }

    /** A list begins; {@link #seen} tells of its objects until {@link #listed}. */
    public void listing() {
        listing = new HashSet<>();
    }

    /** The list is complete: what was not seen since it began is gone. */
    public List<LiveChange> listed(String resourceVersion) {
        var changes = new ArrayList<LiveChange>();
        for (var key : List.copyOf(entries.keySet())) {
            if (!listing.contains(key)) {
                changes.addAll(gone(key, resourceVersion));
            }
        }
        listing = new HashSet<>();
        return changes;
    }

    /** An object is there, in this state. */
    public List<LiveChange> seen(KubernetesObject object) {
        var key = object.key();
        listing.add(key);
        var entry = entries.computeIfAbsent(key, ignored -> new Entry());
        entry.live = true;
        entry.resourceVersion = object.resourceVersion();
        entry.trackedBy = tracking.apply(object);
        entry.owned = !object.metadata().path("ownerReferences").isEmpty();
        entry.version = object.version();
        awaited.remove(key);
        var changes = new ArrayList<>(tell(key, entry, object));
        changes.addAll(orphan(key, entry));
        return changes;
    }

    /** Publishes an object as it was seen, or holds it back. */
    private List<LiveChange> tell(ObjectKey key, Entry entry, KubernetesObject object) {
        var owners = ownersOf(key, entry);
        var essence = owners.isEmpty()
                ? Optional.<ContentDigest>empty()
                : interests.updates().essenceOf(object);
        if (isNews(owners, entry, object, essence)) {
            entry.essence = essence;
            entry.held = null;
            return publish(key, entry, object);
        }
        var waits = entry.held != null;
        entry.held = object;
        return waits ? List.of() : List.of(new LiveChange.Hold(key));
    }

    /** Whether somebody has to know at once: all but an update that changes nothing that counts. */
    private static boolean isNews(
            Set<ApplicationKey> owners, Entry entry, KubernetesObject object, Optional<ContentDigest> essence) {
        return essence.isEmpty()
                || !essence.equals(entry.essence)
                || !owners.equals(entry.published.keySet())
                || entry.published.values().stream().allMatch(object.resourceVersion()::equals);
    }

    /** An object was held back for long enough. */
    public List<LiveChange> release(ObjectKey key) {
        var entry = entries.get(key);
        if (entry == null || entry.held == null) {
            return List.of();
        }
        var newest = entry.held;
        entry.held = null;
        return publish(key, entry, newest);
    }

    /** Whether something that was to be read is still to be. */
    public boolean awaits(LiveChange.Fetch fetch) {
        return fetch.equals(awaited.get(fetch.key()));
    }

    /**
     * Something that was to be read was.
     *
     * @param found the object, or nothing where it was gone
     */
    public List<LiveChange> fetched(LiveChange.Fetch fetch, List<KubernetesObject> found) {
        var entry = entries.get(fetch.key());
        if (entry == null || !awaited.remove(fetch.key(), fetch)) {
            return List.of();
        }
        return found.stream()
                .filter(object -> object.key().equals(fetch.key()))
                .filter(object -> object.resourceVersion().equals(entry.resourceVersion))
                .flatMap(object -> publish(fetch.key(), entry, object).stream())
                .toList();
    }

    /** An object is gone. */
    public List<LiveChange> gone(ObjectKey key, String resourceVersion) {
        var entry = entries.remove(key);
        listing.remove(key);
        awaited.remove(key);
        if (entry == null) {
            return List.of();
        }
        var changes = new ArrayList<>(withdrawals(key, new TreeSet<>(entry.published.keySet()), resourceVersion));
        changes.addAll(adoptions(key, entry.orphaned));
        return changes;
    }

    /** Nobody is to look at the kind any more: what must be withdrawn. Nothing is said of whether the objects are still there. */
    public List<LiveChange> letGo() {
        var changes = new ArrayList<LiveChange>();
        entries.forEach((key, entry) -> {
            changes.addAll(withdrawals(key, new TreeSet<>(entry.published.keySet()), ""));
            changes.addAll(adoptions(key, entry.orphaned));
        });
        entries.clear();
        awaited.clear();
        listing = new HashSet<>();
        return changes;
    }

    /** An application's interest in an object may have changed: what must be published or withdrawn, or read first. */
    public List<LiveChange> reconsider(ObjectKey key) {
        var entry = entries.get(key);
        if (entry == null || !entry.live) {
            return List.of();
        }
        var changes = new ArrayList<>(orphan(key, entry));
        var owners = ownersOf(key, entry);
        if (!entry.published.keySet().containsAll(owners)) {
            var fetch = new LiveChange.Fetch(key, entry.resourceVersion);
            if (!fetch.equals(awaited.put(key, fetch))) {
                changes.add(fetch);
            }
            return changes;
        }
        awaited.remove(key);
        var strangers = new TreeSet<>(entry.published.keySet());
        strangers.removeAll(owners);
        strangers.forEach(entry.published::remove);
        changes.addAll(withdrawals(key, strangers, ""));
        return changes;
    }

    /** The keys of objects that track an application, were published under it, or may be orphans that concern it. */
    public Set<ObjectKey> concerning(ApplicationKey application) {
        var keys = new HashSet<ObjectKey>();
        entries.forEach((key, entry) -> {
            if (entry.trackedBy.filter(application::equals).isPresent()
                    || entry.published.containsKey(application)
                    || entry.orphaned.contains(application)
                    || interests.isMonitoring(application, cluster, key.namespace())) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Tells under which applications the object is an orphan, and under which no more. */
    private List<LiveChange> orphan(ObjectKey key, Entry entry) {
        var concerned = isOrphan(key, entry) ? interests.monitoring(cluster, key) : Set.<ApplicationKey>of();
        var changes = new ArrayList<LiveChange>();
        for (var application : concerned) {
            if (entry.orphaned.add(application)) {
                changes.add(new LiveChange.Orphan(application, key, entry.version));
            }
        }
        var others = new TreeSet<>(entry.orphaned);
        others.removeAll(concerned);
        entry.orphaned.removeAll(others);
        changes.addAll(adoptions(key, others));
        return changes;
    }

    private boolean isOrphan(ObjectKey key, Entry entry) {
        return !entry.owned
                && entry.trackedBy.flatMap(interests::placementOf).isEmpty()
                && interests.desiring(cluster, key).isEmpty();
    }

    private static List<LiveChange> adoptions(ObjectKey key, Set<ApplicationKey> from) {
        return from.stream()
                .<LiveChange>map(application -> new LiveChange.Adopt(application, key))
                .toList();
    }

    /** New owners first, so that an object that moves from one application to another is never under none. */
    private List<LiveChange> publish(ObjectKey key, Entry entry, KubernetesObject object) {
        var changes = new ArrayList<LiveChange>();
        var owners = ownersOf(key, entry);
        for (var owner : owners) {
            var tracked = entry.trackedBy.filter(owner::equals).isPresent();
            if (!object.resourceVersion().equals(entry.published.put(owner, object.resourceVersion()))) {
                changes.add(new LiveChange.Publish(owner, key, object, tracked));
            }
        }
        var strangers = new TreeSet<>(entry.published.keySet());
        strangers.removeAll(owners);
        strangers.forEach(entry.published::remove);
        changes.addAll(withdrawals(key, strangers, object.resourceVersion()));
        return changes;
    }

    private Set<ApplicationKey> ownersOf(ObjectKey key, Entry entry) {
        var owners = new TreeSet<>(interests.desiring(cluster, key));
        entry.trackedBy
                .filter(application -> interests
                        .placementOf(application)
                        .filter(placement -> placement.cluster().equals(cluster))
                        .isPresent())
                .ifPresent(owners::add);
        return owners;
    }

    private static List<LiveChange> withdrawals(ObjectKey key, Set<ApplicationKey> from, String resourceVersion) {
        return from.stream()
                .<LiveChange>map(application -> new LiveChange.Withdraw(application, key, resourceVersion))
                .toList();
    }

    private void dropIfEmpty(ObjectKey key, Entry entry) {
        if (!entry.live && entry.published.isEmpty() && entry.orphaned.isEmpty()) {
            entries.remove(key);
        }
    }
}
