package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one manager, or of several, at and below a place, as {@code managedFields} writes them. They are looked up there, which costs less than a
 * {@link FieldSet} where only few are asked for. Immutable.
 */
public final class WrittenFields {

    /** A field without parts, which most are. */
    private static final WrittenFields LEAF = new WrittenFields(JsonNodeFactory.instance.objectNode(), null);

    private final JsonNode fieldsV1;
    private final @Nullable WrittenFields more;

    private WrittenFields(JsonNode fieldsV1, @Nullable WrittenFields more) {
        this.fieldsV1 = fieldsV1;
        this.more = more;
    }

    /** The fields of an object that an entry of {@code managedFields} names. */
    public static WrittenFields of(JsonNode fieldsV1) {
        return new WrittenFields(FieldsV1.canonical(fieldsV1), null);
    }

    /** As fieldsV1 writes the step to a field of an object. */
    static String stepTo(String field) {
        return "f:".concat(field);
    }

    /**
     * These fields and those of another entry.
     *
     * @param others null for none
     */
    WrittenFields and(@Nullable WrittenFields others) {
        return new WrittenFields(fieldsV1, more == null ? others : more.and(others));
    }

    /** The fields at and below a step; null for none. */
    public @Nullable WrittenFields at(PathElement step) {
        return at(step.written());
    }

    /** The fields at and below a step as fieldsV1 writes it; null for none. */
    @Nullable
    WrittenFields at(String step) {
        WrittenFields found = null;
        for (var entry = this; entry != null; entry = entry.more) {
            var below = entry.fieldsV1.get(step);
            if (below != null) {
                found = found == null && below.isEmpty() ? LEAF : new WrittenFields(below, found);
            }
        }
        return found;
    }

    /** Whether the field here is one of them, and not only parts of it. */
    public boolean isMember() {
        return fieldsV1.isEmpty() || fieldsV1.has(FieldsV1.ITSELF) || (more != null && more.isMember());
    }

    /** Whether the field here is one of them without any part of it, so that they hold all of it. */
    public boolean isWhole() {
        var isLeaf = fieldsV1.isEmpty() || (fieldsV1.size() == 1 && fieldsV1.has(FieldsV1.ITSELF));
        return isLeaf && (more == null || more.isWhole());
    }
}
