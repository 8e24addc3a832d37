package io.headwater.differ.core;

import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.DriftCause;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the objects of one application, each pair of contents once: a live object that changed costs one comparison, not one for each object of
 * the application. Confined to one thread.
 */
public final class Comparisons {

    /** How many fields of an object are kept; the others are counted. */
    public static final int MOST_FIELDS = 100;

    private static final GroupKind SECRET = new GroupKind("", "Secret");

    private final Trees trees;
    private final Comparison comparison;
    private final Map<ObjectKey, Done> done = new HashMap<>();
    private final Map<ObjectKey, DoneTrial> tried = new HashMap<>();
    private final Map<ObjectKey, Content> contents = new HashMap<>();
    private final Set<IgnoreProblem> tooCostly = new LinkedHashSet<>();
    private IgnoreRules rules = IgnoreRules.NONE;
    private IgnoreRules affordable = IgnoreRules.NONE;

    /** Where the contents of objects are. */
    public interface Trees {
        /** The desired object with this digest; empty if it is there no more. */
        Optional<KubernetesObject> desired(String digest);

        /** The live object; empty if it is there no more. */
        Optional<KubernetesObject> live(ObjectKey key);

        /** What a dry run would have made of an object; empty if that is known no more. */
        Optional<KubernetesObject> tried(ObjectKey key, AppliedForm form);
    }

    /** What a comparison found: the first fields that differ, and how many differ in all. */
    public record Compared(List<FieldDifference> fields, int fieldCount) {

        static final Compared EQUAL = new Compared(List.of(), 0);

        static Compared of(List<FieldDifference> fields) {
            return fields.isEmpty()
                    ? EQUAL
                    : new Compared(fields.subList(0, Math.min(fields.size(), MOST_FIELDS)), fields.size());
        }

        public Compared {
            fields = List.copyOf(fields);
        }

        /**
         * What differs although it was applied. What nobody else has changed since is gone, or was turned into something else as it was applied.
         *
         * @param atOnce whether nothing has happened to the object since
         */
        Compared afterSync(boolean atOnce) {
            return new Compared(
                    fields.stream()
                            .map(field -> field.cause() == DriftCause.NOT_APPLIED
                                    ? field.because(
                                            field.live() == null && !atOnce ? DriftCause.REMOVED : DriftCause.ADMISSION)
                                    : field)
                            .toList(),
                    fieldCount);
        }
    }

    private record Content(String uid, String resourceVersion, String digest) {}

    private record DoneTrial(AppliedForm form, Optional<ApiSchemas> schemas, boolean included, Compared result) {
        boolean isOf(AppliedForm other, Optional<ApiSchemas> known, boolean includes) {
            return form.equals(other) && schemas.equals(known) && included == includes;
        }
    }

    private record Done(
            String digest, String uid, String resourceVersion, Optional<ApiSchemas> schemas, Compared result) {
        boolean isOf(DesiredObject desired, LiveObject live, Optional<ApiSchemas> known) {
            return schemas.equals(known)
                    && digest.equals(desired.digest())
                    && resourceVersion.equals(live.resourceVersion())
                    && uid.equals(live.uid());
        }
    }

    public Comparisons(Trees trees, Comparison comparison) {
        this.trees = trees;
        this.comparison = comparison;
    }

    /** Has other fields be ignored from now on; what was found with others is forgotten. */
    void ignore(IgnoreRules wanted) {
        if (!wanted.equals(rules)) {
            rules = wanted;
            affordable = wanted;
            tooCostly.clear();
            done.clear();
            tried.clear();
        }
    }

    /** The programs of rules that cost more than they may. They are not tried again, since each object would cost as much. */
    Set<IgnoreProblem> tooCostly() {
        return Collections.unmodifiableSet(tooCostly);
    }

    /**
     * In which fields two objects differ; empty if one of them is there no more.
     *
     * @param schemas of a custom resource, where they are known
     */
    public Optional<Compared> of(DesiredObject desired, LiveObject live, Optional<ApiSchemas> schemas) {
        var known = done.get(live.key());
        if (known != null && known.isOf(desired, live, schemas)) {
            return Optional.of(known.result());
        }
        var one = trees.desired(desired.digest());
        var other = trees.live(live.key());
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        var result = Compared.of(compare(live.key(), one.get(), other.get(), schemas));
        done.put(live.key(), new Done(desired.digest(), live.uid(), live.resourceVersion(), schemas, result));
        return Optional.of(result);
    }

    /**
     * In which fields an object differs by what a dry run made of it: those in which it was expected to and does, or, where what admission makes counts too, all in
     * which it does.
     *
     * @return empty if one of the contents is there no more
     */
    Optional<Compared> afterTrial(
            DesiredObject desired, LiveObject live, AppliedForm form, Optional<ApiSchemas> schemas, boolean included) {
        var known = tried.get(live.key());
        if (known != null && known.isOf(form, schemas, included)) {
            return Optional.of(known.result());
        }
        var wanted = trees.desired(desired.digest());
        var made = trees.tried(live.key(), form);
        var present = trees.live(live.key());
        if (wanted.isEmpty() || made.isEmpty() || present.isEmpty()) {
            return Optional.empty();
        }
        var changed = compare(live.key(), made.get(), present.get(), schemas);
        var result = Compared.of(
                included
                        ? changed
                        : compare(live.key(), wanted.get(), present.get(), schemas).stream()
                                .filter(field -> changed.stream().anyMatch(field::overlaps))
                                .toList());
        tried.put(live.key(), new DoneTrial(form, schemas, included, result));
        return Optional.of(result);
    }

    private List<FieldDifference> compare(
            ObjectKey key, KubernetesObject desired, KubernetesObject live, Optional<ApiSchemas> schemas) {
        var ignored = affordable.forObject(key.groupKind(), key.namespace(), key.name());
        var result = comparison.compare(desired, live, schemas, ignored);
        for (var problem : result.problems()) {
            if (problem.kind() == IgnoreProblem.Kind.LIMIT_EXCEEDED) {
                affordable = affordable.without(problem);
                tooCostly.add(problem);
            }
        }
        return result.differences();
    }

    /**
     * A digest of a live object without what changes by itself: status, managed fields, versions. A Secret is told by its version, so that nobody can try out its
     * values on a digest.
     *
     * @return empty if the object is there no more
     */
    Optional<String> contentOf(LiveObject live) {
        if (live.key().groupKind().equals(SECRET)) {
            return Optional.of(live.uid() + "@" + live.resourceVersion());
        }
        var known = contents.get(live.key());
        if (known != null
                && known.uid().equals(live.uid())
                && known.resourceVersion().equals(live.resourceVersion())) {
            return Optional.of(known.digest());
        }
        return trees.live(live.key()).map(object -> {
            var digest = ContentDigest.of(object.substance().tree()).hex();
            contents.put(live.key(), new Content(live.uid(), live.resourceVersion(), digest));
            return digest;
        });
    }

    /** Forgets what was found for all other objects. */
    void keepOnly(Set<ObjectKey> keys) {
        if (done.size() > keys.size()) {
            done.keySet().retainAll(keys);
        }
        tried.keySet().retainAll(keys);
        contents.keySet().retainAll(keys);
    }
}
