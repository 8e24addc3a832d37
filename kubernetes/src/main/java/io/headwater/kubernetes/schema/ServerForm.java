package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.ServerTime;
import io.headwater.kubernetes.schema.Shape.Amount;
import io.headwater.kubernetes.schema.Shape.AsGiven;
import io.headwater.kubernetes.schema.Shape.Bytes;
import io.headwater.kubernetes.schema.Shape.EachOf;
import io.headwater.kubernetes.schema.Shape.IntOrString;
import io.headwater.kubernetes.schema.Shape.ListOf;
import io.headwater.kubernetes.schema.Shape.MapOf;
import io.headwater.kubernetes.schema.Shape.Member;
import io.headwater.kubernetes.schema.Shape.MicroMoment;
import io.headwater.kubernetes.schema.Shape.Moment;
import io.headwater.kubernetes.schema.Shape.Numeral;
import io.headwater.kubernetes.schema.Shape.Presence;
import io.headwater.kubernetes.schema.Shape.Reference;
import io.headwater.kubernetes.schema.Shape.Span;
import io.headwater.kubernetes.schema.Shape.Struct;
import io.headwater.kubernetes.schema.Shape.Text;
import io.headwater.kubernetes.schema.Shape.Truth;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a value into the form in which the API server would hold it: what means nothing is left out, quantities and times are written in one way, and defaults are put where nothing was given.
 *
 * <p>Values are never changed; what is in that form already is returned as it is. What does not fit its shape is left alone: that it is invalid is for the
 * server to say.
 */
final class ServerForm {

    /** What nothing is the same as. */
    static final JsonNode NOTHING = MissingNode.getInstance();

    private ServerForm() {}

    /**
     * The form of a value that is there.
     *
     * @param other what is compared with it; parts that both share are left as they are
     */
    static JsonNode of(JsonNode value, Shape shape, JsonNode other) {
        if (value == other) {
            return value;
        }
        return switch (shape) {
            case Reference reference -> of(value, reference.shape(), other);
            case Struct struct -> value instanceof ObjectNode object ? struct(object, struct, other) : value;
            case ListOf list -> value instanceof ArrayNode array ? list(array, list.element(), other) : value;
            case MapOf map -> value instanceof ObjectNode object ? map(object, map.value(), other) : value;
            case EachOf each ->
                value instanceof ArrayNode array ? list(array, each.shape(), other) : of(value, each.shape(), other);
            case Amount amount -> amount(value, amount);
            case Span() -> span(value);
            case Moment() -> moment(value, ChronoUnit.SECONDS);
            case MicroMoment() -> moment(value, ChronoUnit.MICROS);
            case Bytes() -> bytes(value);
            case AsGiven(), Text(), Numeral(), Truth(), IntOrString() -> value;
        };
    }

    /** What is held before anything is given: the objects within that are always there, and the zeros that are always written. */
    static ObjectNode nothing(Shape shape) {
        var nothing = JsonNodeFactory.instance.objectNode();
        if (Shape.resolved(shape) instanceof Struct struct) {
            struct.written().forEach(field -> nothing.set(field.getKey(), zero(field.getValue())));
            struct.filled().stream()
                    .filter(field -> field.getValue().isAlwaysThere())
                    .forEach(field ->
                            nothing.set(field.getKey(), nothing(field.getValue().shape())));
        }
        return nothing;
    }

    private static JsonNode struct(ObjectNode given, Struct struct, JsonNode other) {
        var draft = new Draft(given);
        for (var field : given.properties()) {
            var otherValue = other.path(field.getKey());
            var member = field.getValue() == otherValue ? null : struct.member(field.getKey());
            if (member != null) {
                put(draft, field.getKey(), held(field.getValue(), member, otherValue));
            }
        }
        for (var filled : struct.filled()) {
            fill(draft, filled.getKey(), filled.getValue());
        }
        TypeDefaults.apply(struct.name(), draft);
        for (var written : struct.written()) {
            if (draft.get(written.getKey()).isMissingNode()) {
                draft.set(written.getKey(), zero(written.getValue()));
            }
        }
        return draft.tree();
    }

    private static void put(Draft draft, String name, @Nullable JsonNode held) {
        if (held == null) {
            draft.remove(name);
        } else {
            draft.set(name, held);
        }
    }

    private static void fill(Draft draft, String name, Member member) {
        if (!draft.get(name).isMissingNode()) {
            return;
        }
        var value = member.defaultValue().orElseGet(JsonNodeFactory.instance::objectNode);
        var held = of(value, member.shape(), NOTHING);
        if (!isLeftOut(held, member)) {
            draft.set(name, held);
        }
    }

    /** What is held of a field that was given; null for nothing. */
    private static @Nullable JsonNode held(JsonNode value, Member member, JsonNode other) {
        if (value.isNull()) {
            return member.nullable() ? value : null;
        }
        var held = of(value, member.shape(), other);
        return isLeftOut(held, member) ? null : held;
    }

    /** Whether a value is the same as nothing to a field. Objects that are there in any case are only left out if all of them is nothing. */
    private static boolean isLeftOut(JsonNode held, Member member) {
        if (member.presence() == Presence.AS_GIVEN) {
            return false;
        }
        return switch (Shape.resolved(member.shape())) {
            case Struct _ -> member.presence() == Presence.VALUE_UNLESS_ZERO && held.isEmpty();
            case ListOf _, MapOf _ -> member.presence().isValue() && held.isEmpty();
            case Text(), Bytes() -> member.presence().isValue() && held.asText().isEmpty();
            case Numeral() -> member.presence().isValue() && isZero(held);
            case Truth() -> member.presence().isValue() && held.isBoolean() && !held.booleanValue();
            case AsGiven(), Amount _, IntOrString(), Moment(), MicroMoment(), Span(), EachOf _ -> false;
            case Reference _ -> throw new IllegalStateException("a reference to a reference");
        };
    }

    private static boolean isZero(JsonNode number) {
        return number.isNumber() && number.decimalValue().compareTo(BigDecimal.ZERO) == 0;
    }

    private static JsonNode zero(Member member) {
        return member.presence() == Presence.POINTER_WRITTEN ? NullNode.instance : zero(member.shape());
    }

    /** What the server reads where nothing is given and something must be. */
    private static JsonNode zero(Shape shape) {
        return switch (Shape.resolved(shape)) {
            case Text(), Bytes() -> TextNode.valueOf("");
            case Numeral(), IntOrString() -> IntNode.valueOf(0);
            case Truth() -> BooleanNode.FALSE;
            case Amount _ -> TextNode.valueOf("0");
            case Struct struct -> struct(JsonNodeFactory.instance.objectNode(), struct, NOTHING);
            case ListOf _, MapOf _, AsGiven(), Moment(), MicroMoment(), Span(), EachOf _ -> NullNode.instance;
            case Reference _ -> throw new IllegalStateException("a reference to a reference");
        };
    }

    private static JsonNode list(ArrayNode given, Shape element, JsonNode other) {
        ArrayNode held = null;
        for (var i = 0; i < given.size(); i++) {
            var value = given.get(i);
            var form = value.isNull() ? zero(element) : of(value, element, other.path(i));
            if (form != value) {
                held = held == null
                        ? JsonNodeFactory.instance.arrayNode(given.size()).addAll(given)
                        : held;
                held.set(i, form);
            }
        }
        return held == null ? given : held;
    }

    private static JsonNode map(ObjectNode given, Shape value, JsonNode other) {
        var draft = new Draft(given);
        var entries = Shape.resolved(value);
        for (var entry : given.properties()) {
            draft.set(entry.getKey(), entry(entry.getValue(), entries, other.path(entry.getKey())));
        }
        return draft.tree();
    }

    /** The value of a key; nothing is the zero of a value's type here, since the key is there. */
    private static JsonNode entry(JsonNode value, Shape shape, JsonNode other) {
        if (!value.isNull()) {
            return of(value, shape, other);
        }
        return switch (shape) {
            case Text(), Bytes() -> TextNode.valueOf("");
            case Amount _ -> TextNode.valueOf("0");
            default -> value;
        };
    }

    private static JsonNode amount(JsonNode value, Amount shape) {
        var text = value.asText();
        if (value.isTextual() && Quantity.isShortest(text)) {
            return value;
        }
        return Quantity.parse(text)
                .map(quantity -> shape.rounded() ? quantity.roundedToThousandths() : quantity)
                .map(Quantity::canonical)
                .filter(form -> !value.isTextual() || !form.equals(text))
                .<JsonNode>map(TextNode::valueOf)
                .orElse(value);
    }

    private static JsonNode span(JsonNode value) {
        var form = value.isTextual() ? GoSpan.canonical(value.textValue()) : Optional.<String>empty();
        return form.isPresent() && !form.get().equals(value.textValue()) ? TextNode.valueOf(form.get()) : value;
    }

    private static JsonNode moment(JsonNode value, ChronoUnit precision) {
        if (!value.isTextual() || (precision == ChronoUnit.SECONDS && ServerTime.isInForm(value.textValue()))) {
            return value;
        }
        try {
            var moment = OffsetDateTime.parse(value.textValue()).toInstant().truncatedTo(precision);
            var text = precision == ChronoUnit.MICROS ? withMicros(moment) : moment.toString();
            return text.equals(value.textValue()) ? value : TextNode.valueOf(text);
        } catch (DateTimeException noTime) {
            return value;
        }
    }

    private static String withMicros(Instant moment) {
        return "%s.%06dZ".formatted(moment.toString().substring(0, 19), moment.getNano() / 1000);
    }

    private static JsonNode bytes(JsonNode value) {
        var text = value.asText();
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? value
                : TextNode.valueOf(text.replace("\n", "").replace("\r", ""));
    }
}
