package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a field are merged: one by one, by their parts, or as a whole.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy">Kubernetes: merge strategy</a>
 */
public sealed interface ValueType {

    /** One value, or anything that is one to a merge. */
    record Scalar() implements ValueType {}

    /** An object of which nothing is defined: its fields have owners of their own, and their types are known by their values. */
    GranularObject UNDEFINED = new GranularObject(Map.of(), new Deduced());

    /** A list that is merged as a whole. */
    record AtomicList() implements ValueType {}

    /** A list of scalars without order, each of which has owners of its own. */
    record SetList(ValueType element) implements ValueType {}

    /**
     * A list whose elements are told apart by some of their fields.
     *
     * @param keys the names of these fields, in order
     */
    record KeyedList(List<String> keys, ValueType element) implements ValueType {

        public KeyedList {
            keys = keys.stream().sorted().toList();
        }
    }

    /**
     * An object that is merged as a whole.
     *
     * @param defaults what its fields are taken for where they are keys of a list and not there
     */
    record AtomicObject(Map<String, JsonNode> defaults) implements ValueType {

        public AtomicObject {
            defaults = Map.copyOf(defaults);
        }
    }

    /**
     * An object whose fields have owners of their own.
     *
     * @param fields those that are defined
     * @param others the type of fields of any other name; null where there are none
     */
    record GranularObject(
            Map<String, Field> fields, @Nullable ValueType others) implements ValueType {

        public GranularObject {
            var named = new HashMap<String, Field>();
            fields.forEach((name, field) -> named.put(name, field.named(name)));
            fields = Collections.unmodifiableMap(named);
        }

        /** The type of a field; of one that is not defined it is made out from its values. */
        public ValueType typeOf(String name) {
            return typeOf(fields.get(name));
        }

        /** The type of a field by its definition, null for none. */
        ValueType typeOf(@Nullable Field definition) {
            if (definition != null) {
                return definition.type();
            }
            return others == null ? new Deduced() : others;
        }

        /** The definition of a field; null for none. */
        @Nullable
        Field definitionOf(String name) {
            return fields.get(name);
        }

        /** Whether it is a map: no field is defined, and all are of one type. */
        public boolean isMap() {
            return fields.isEmpty() && others != null;
        }

        Optional<JsonNode> defaultOf(String name) {
            return Optional.ofNullable(fields.get(name)).flatMap(Field::defaultValue);
        }
    }

    /** A type that is known by its values alone: an object is granular, a list is atomic, everything else is a scalar. */
    record Deduced() implements ValueType {

        private static final ValueType LIST = new AtomicList();
        private static final ValueType SCALAR = new Scalar();

        @Override
        public ValueType of(@Nullable JsonNode value) {
            if (value == null || value.isValueNode()) {
                return SCALAR;
            }
            return value.isObject() ? UNDEFINED : value.isArray() ? LIST : SCALAR;
        }
    }

    /** A type that is found out when it is needed, since types may hold themselves. */
    final class Reference implements ValueType {

        private final Supplier<ValueType> finder;
        private @Nullable ValueType found;

        public Reference(Supplier<ValueType> finder) {
            this.finder = finder;
        }

        /** The type itself. */
        public ValueType type() {
            var type = found;
            if (type == null) {
                type = finder.get();
                found = type;
            }
            return type;
        }

        @Override
        public ValueType of(@Nullable JsonNode value) {
            return type().of(value);
        }
    }

    /**
     * A field that is defined.
     *
     * @param defaultValue what it is taken for where it is a key of a list and not there
     * @param step as fieldsV1 writes the step to it; empty as long as no object has it
     */
    record Field(ValueType type, Optional<JsonNode> defaultValue, String step) {

        public Field(ValueType type, Optional<JsonNode> defaultValue) {
            this(type, defaultValue, "");
        }

        public static Field of(ValueType type) {
            return new Field(type, Optional.empty());
        }

        private Field named(String name) {
            return new Field(
                    type, defaultValue, WrittenFields.stepTo(name).intern()); // as names are that come from JSON
        }
    }

    /** The type as it applies to a value: with references followed, and made out from the value where it is known by that alone. */
    default ValueType of(@Nullable JsonNode value) {
        return this;
    }
}
