package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Optional;

/** What a scalar of YAML 1.1 means. */
sealed interface YamlScalar {

    record Text(String value) implements YamlScalar {}

    record Truth(boolean value) implements YamlScalar {}

    /** @param value fits 64 bits, signed or unsigned */
    record Whole(BigInteger value) implements YamlScalar {}

    /** @param value may be infinite or not a number, which JSON cannot hold */
    record Real(double value) implements YamlScalar {}

    record Nothing() implements YamlScalar {}

    /** The scalar in JSON; empty for a number that JSON cannot hold. */
    default Optional<JsonNode> toJson() {
        return switch (this) {
            case Text(var value) -> Optional.of(TextNode.valueOf(value));
            case Truth(var value) -> Optional.of(BooleanNode.valueOf(value));
            case Whole(var value) -> Optional.of(GoNumber.node(value));
            case Real(var value) when Double.isFinite(value) -> Optional.of(GoNumber.node(value));
            case Real _ -> Optional.empty();
            case Nothing() -> Optional.of(NullNode.getInstance());
        };
    }

    /** The scalar as a key of a JSON object, as {@code sigs.k8s.io/yaml} turns it into one; empty where it refuses to. */
    default Optional<String> toKey() {
        return switch (this) {
            case Text(var value) -> Optional.of(value);
            case Truth(var value) -> Optional.of(Boolean.toString(value));
            case Whole(var value) when GoNumber.fitsLong(value) -> Optional.of(value.toString());
            case Whole _, Nothing() -> Optional.empty();
            case Real(var value) when Double.isNaN(value) -> Optional.of(".nan");
            case Real(var value) when Double.isInfinite((float) value) -> Optional.of(value > 0 ? ".inf" : "-.inf");
            case Real(var value) -> Optional.of(GoNumber.format((float) value));
        };
    }
}
