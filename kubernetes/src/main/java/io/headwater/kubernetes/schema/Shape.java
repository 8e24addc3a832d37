package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The form in which the API server holds a value. Built-in kinds are decoded into Go types, many of which cannot tell nothing from an empty value; custom
 * resources stay trees.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning">Kubernetes: field pruning</a>
 */
sealed interface Shape {

    /** Held as it is given. */
    record AsGiven() implements Shape {}

    /** A text; its zero is the empty one. */
    record Text() implements Shape {}

    /** An integer or any other number; its zero is 0. */
    record Numeral() implements Shape {}

    /** A truth; its zero is false. */
    record Truth() implements Shape {}

    /**
     * A quantity, held in its shortest form; its zero is 0.
     *
     * @param rounded whether it is rounded up to thousandths
     */
    record Amount(boolean rounded) implements Shape {}

    /** An integer or a text; its zero is 0. */
    record IntOrString() implements Shape {}

    /** A point in time, held in UTC to the second. */
    record Moment() implements Shape {}

    /** A point in time, held in UTC to the microsecond. */
    record MicroMoment() implements Shape {}

    /** A span of time, held as Go writes it. */
    record Span() implements Shape {}

    /** A form that is that of each element where the value is a list; where no schema tells. */
    record EachOf(Shape shape) implements Shape {}

    /** Bytes in base64, without line breaks. */
    record Bytes() implements Shape {}

    /** A list. */
    record ListOf(Shape element) implements Shape {}

    /** An object with keys of a user's choice. */
    record MapOf(Shape value) implements Shape {}

    /** A form that is found out when it is needed, since forms may hold themselves. */
    final class Reference implements Shape {

        private final Supplier<Shape> finder;
        private @Nullable Shape found;

        Reference(Supplier<Shape> finder) {
            this.finder = finder;
        }

        /** The form itself. */
        Shape shape() {
            var shape = found;
            if (shape == null) {
                shape = resolved(finder.get());
                found = shape;
            }
            return shape;
        }
    }

    /** An object with defined fields; what else it has is held as it is given: a server that does not know a field refuses it. */
    final class Struct implements Shape {

        private final String name;
        private final Map<String, Member> members;
        private final List<Map.Entry<String, Member>> filled = new ArrayList<>();
        private final List<Map.Entry<String, Member>> written = new ArrayList<>();

        /** @param name the name of its schema; empty where it has none of its own */
        Struct(String name, Map<String, Member> members) {
            this.name = name;
            this.members = new HashMap<>(members);
            for (var member : this.members.entrySet()) {
                if (member.getValue().defaultValue().isPresent()
                        || member.getValue().isAlwaysThere()) {
                    filled.add(member);
                }
                if (member.getValue().isAlwaysWritten()) {
                    written.add(member);
                }
            }
        }

        String name() {
            return name;
        }

        /** The same with another form for a field. */
        Struct with(String field, Shape shape) {
            var changed = new HashMap<>(members);
            var before = members.get(field);
            changed.put(
                    field,
                    new Member(
                            shape,
                            Presence.AS_GIVEN,
                            before == null ? Optional.empty() : before.defaultValue(),
                            before != null && before.nullable()));
            return new Struct(name, changed);
        }

        @Nullable
        Member member(String field) {
            return members.get(field);
        }

        /** The fields that come to be where they were not given. */
        List<Map.Entry<String, Member>> filled() {
            return filled;
        }

        /** The fields that are written even if they hold nothing. */
        List<Map.Entry<String, Member>> written() {
            return written;
        }
    }

    /**
     * A defined field of an object.
     *
     * @param defaultValue what it holds where nothing was given
     * @param nullable whether null is a value; in custom resources only
     */
    record Member(Shape shape, Presence presence, Optional<JsonNode> defaultValue, boolean nullable) {

        /** Whether there is an object even if none was given, with defaults of its own. */
        boolean isAlwaysThere() {
            return presence.isValue() && resolved(shape) instanceof Struct;
        }

        /** Whether something is written even if the field holds nothing. What Go holds as an object is not left out for being empty. */
        boolean isAlwaysWritten() {
            return presence.isWritten() || (presence == Presence.VALUE_UNLESS_EMPTY && isHeldAsObject(resolved(shape)));
        }

        private static boolean isHeldAsObject(Shape shape) {
            return shape instanceof Amount
                    || shape instanceof IntOrString
                    || shape instanceof Moment
                    || shape instanceof MicroMoment;
        }
    }

    /** What a field without a value looks like. */
    enum Presence {
        /** It is there as it was given, be it empty; custom resources. */
        AS_GIVEN(false, false),
        /** A pointer that is left out where it points to nothing. */
        POINTER(false, false),
        /** A pointer that is written as null where it points to nothing. */
        POINTER_WRITTEN(false, true),
        /** A value that is written even if it is zero. */
        VALUE(true, true),
        /** A value that is left out if it is zero, unless Go holds it as an object. */
        VALUE_UNLESS_EMPTY(true, false),
        /** A value that is left out if it is zero. */
        VALUE_UNLESS_ZERO(true, false);

        private final boolean value;
        private final boolean written;

        Presence(boolean value, boolean written) {
            this.value = value;
            this.written = written;
        }

        /** Whether zero and nothing are the same. */
        boolean isValue() {
            return value;
        }

        boolean isWritten() {
            return written;
        }
    }

    /** The same form, with another one at the end of a path; lists on the way are gone through element by element. */
    static Shape with(Shape shape, List<String> path, Shape known) {
        var given = resolved(shape);
        if (given instanceof ListOf list) {
            return new ListOf(with(list.element(), path, known));
        }
        if (path.isEmpty()) {
            return new EachOf(known);
        }
        var field = path.getFirst();
        var rest = path.subList(1, path.size());
        if (given instanceof Struct struct) {
            var member = struct.member(field);
            return struct.with(field, with(member == null ? new AsGiven() : member.shape(), rest, known));
        }
        var ofField = given instanceof MapOf map ? map.value() : new AsGiven();
        return new EachOf(new Struct("", Map.of()).with(field, with(ofField, rest, known)));
    }

    /** The form with references followed. */
    static Shape resolved(Shape shape) {
        return shape instanceof Reference reference ? reference.shape() : shape;
    }
}
