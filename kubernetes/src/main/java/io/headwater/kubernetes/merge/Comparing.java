package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Reference;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** Compares two trees of one type, and gathers the fields that differ below one place. */
final class Comparing {

    private final FieldSet.Builder added;
    private final FieldSet.Builder modified;
    private final FieldSet.Builder removed;

    /** What became of a field itself, its parts apart. */
    private enum Change {
        NONE,
        ADDED,
        MODIFIED,
        REMOVED
    }

    private Comparing(FieldSet.Builder added, FieldSet.Builder modified, FieldSet.Builder removed) {
        this.added = added;
        this.modified = modified;
        this.removed = removed;
    }

    static Comparison compare(JsonNode before, JsonNode after, ValueType type) {
        var root = new Comparing(new FieldSet.Builder(), new FieldSet.Builder(), new FieldSet.Builder());
        root.parts(before, after, type);
        return new Comparison(root.added.build(), root.modified.build(), root.removed.build());
    }

    private void field(PathElement element, @Nullable JsonNode before, @Nullable JsonNode after, ValueType type) {
        var below = new Comparing(added.below(element), modified.below(element), removed.below(element));
        switch (below.parts(before, after, type)) {
            case NONE -> {}
            case ADDED -> added.add(element);
            case MODIFIED -> modified.add(element);
            case REMOVED -> removed.add(element);
        }
    }

    /** Compares the parts of a field, and says what became of itself. */
    private Change parts(@Nullable JsonNode before, @Nullable JsonNode after, ValueType type) {
        // Null beside an object is an object without parts.
        var typeBefore = type.of(before != null && before.isNull() ? after : before);
        var typeAfter = type.of(after != null && after.isNull() ? before : after);
        if (before != null && after != null && !typeBefore.getClass().equals(typeAfter.getClass())) {
            parts(before, null, typeBefore);
            parts(null, after, typeAfter);
            return Change.MODIFIED;
        }
        if (isEmpty(before) && isEmpty(after)) {
            return leaf(before, after);
        }
        return switch (after == null ? typeBefore : typeAfter) {
            case Scalar(), AtomicList(), AtomicObject _ -> leaf(before, after);
            case GranularObject object -> {
                fields(before, after, object);
                yield whole(before, after);
            }
            case SetList set -> {
                elements(ListElements.of(set, before), ListElements.of(set, after));
                yield whole(before, after);
            }
            case KeyedList list -> {
                elements(ListElements.of(list, before), ListElements.of(list, after));
                yield whole(before, after);
            }
            case Deduced(), Reference _ -> throw new IllegalStateException("a type that is not resolved");
        };
    }

    private static Change leaf(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before != null && after != null) {
            return SameJson.isSame(before, after) ? Change.NONE : Change.MODIFIED;
        }
        return whole(before, after);
    }

    private static Change whole(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null) {
            return Change.ADDED;
        }
        return after == null ? Change.REMOVED : Change.NONE;
    }

    private void fields(@Nullable JsonNode before, @Nullable JsonNode after, GranularObject type) {
        var names = new LinkedHashSet<String>();
        if (before != null) {
            before.fieldNames().forEachRemaining(names::add);
        }
        if (after != null) {
            after.fieldNames().forEachRemaining(names::add);
        }
        for (var name : names) {
            field(
                    PathElement.field(name),
                    before == null ? null : before.get(name),
                    after == null ? null : after.get(name),
                    type.typeOf(name));
        }
    }

    private void elements(ListElements before, ListElements after) {
        var names = new LinkedHashSet<>(before.names());
        names.addAll(after.names());
        for (var name : names) {
            var were = before.get(name);
            var are = after.get(name);
            if (were.size() <= 1 && are.size() <= 1) {
                field(
                        name,
                        were.isEmpty() ? null : were.getFirst(),
                        are.isEmpty() ? null : are.getFirst(),
                        after.type());
            } else if (!were.equals(are)) {
                (were.isEmpty() ? added : are.isEmpty() ? removed : modified).add(name);
            }
        }
    }

    private static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || (value.isContainerNode() && value.isEmpty());
    }
}
