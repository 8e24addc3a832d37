package io.headwater.differ.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.FieldDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Compares the objects of one application, each pair of contents once: a live object that changed costs one comparison, not one for each object of
 * the application. Confined to one thread.
 */
public final class Comparisons {

    /** How many fields of an object are kept; the others are counted. */
    public static final int MOST_FIELDS = 100;

    private final Trees trees;
    private final BiFunction<KubernetesObject, KubernetesObject, List<FieldDifference>> comparison;
    private final Map<ObjectKey, Done> done = new HashMap<>();

    /** Where the contents of objects are. */
    public interface Trees {
        /** The desired object with this digest; empty if it is there no more. */
        Optional<KubernetesObject> desired(String digest);

        /** The live object; empty if it is there no more. */
        Optional<KubernetesObject> live(ObjectKey key);
    }

    /** What a comparison found: the first fields that differ, and how many differ in all. */
    public record Compared(List<FieldDifference> fields, int fieldCount) {

        static final Compared EQUAL = new Compared(List.of(), 0);

        public Compared {
            fields = List.copyOf(fields);
        }
    }

    private record Done(String digest, String uid, String resourceVersion, Compared result) {
        boolean isOf(DesiredObject desired, LiveObject live) {
            return digest.equals(desired.digest())
                    && resourceVersion.equals(live.resourceVersion())
                    && uid.equals(live.uid());
        }
    }

    /** @param comparison finds the fields in which a desired object and a live one differ */
    public Comparisons(Trees trees, BiFunction<KubernetesObject, KubernetesObject, List<FieldDifference>> comparison) {
        this.trees = trees;
        this.comparison = comparison;
    }

    /** In which fields two objects differ; empty if one of them is there no more. */
    public Optional<Compared> of(DesiredObject desired, LiveObject live) {
        var known = done.get(live.key());
        if (known != null && known.isOf(desired, live)) {
            return Optional.of(known.result());
        }
        var one = trees.desired(desired.digest());
        var other = trees.live(live.key());
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        var fields = comparison.apply(one.get(), other.get());
        var result = fields.isEmpty()
                ? Compared.EQUAL
                : new Compared(fields.subList(0, Math.min(fields.size(), MOST_FIELDS)), fields.size());
        done.put(live.key(), new Done(desired.digest(), live.uid(), live.resourceVersion(), result));
        return Optional.of(result);
    }

    /** Forgets what was found for all other objects. */
    void keepOnly(Set<ObjectKey> keys) {
        if (done.size() > keys.size()) {
            done.keySet().retainAll(keys);
        }
    }
}
