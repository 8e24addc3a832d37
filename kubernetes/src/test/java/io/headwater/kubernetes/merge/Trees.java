package io.headwater.kubernetes.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.merge.Manager.Operation;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.Field;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small kind with every way of merging, and trees of it. */
final class Trees {

    private static final ValueType LABELS = new GranularObject(Map.of(), new Scalar());
    private static final ValueType PORT = new GranularObject(
            Map.of(
                    "port", Field.of(new Scalar()),
                    "protocol", new Field(new Scalar(), Optional.of(TextNode.valueOf("TCP"))),
                    "name", Field.of(new Scalar())),
            null);

    /** {@code ports} by port and protocol, {@code finalizers} a set, {@code arguments} atomic, {@code labels} a map, {@code free} anything. */
    static final ValueType WIDGET = new GranularObject(
            Map.of(
                    "replicas", Field.of(new Scalar()),
                    "labels", Field.of(LABELS),
                    "ports", Field.of(new KeyedList(List.of("port", "protocol"), PORT)),
                    "finalizers", Field.of(new SetList(new Scalar())),
                    "arguments", Field.of(new AtomicList()),
                    "free", Field.of(new Deduced())),
            null);

    private Trees() {}

    /** JSON with single quotes for double ones, and double ones for those that stand within a text. */
    static JsonNode json(String text) {
        var bytes = text.replace("\"", "\\\"").replace('\'', '"').getBytes(UTF_8);
        return CanonicalJson.read(bytes, bytes.length);
    }

    static TypedTree widget(String text) {
        return new TypedTree(json(text), WIDGET);
    }

    static FieldSet fields(String fieldsV1) {
        return FieldsV1.read(json(fieldsV1));
    }

    static Manager applier(String name) {
        return new Manager(name, Operation.APPLY, "v1", "");
    }

    static Manager updater(String name) {
        return new Manager(name, Operation.UPDATE, "v1", "");
    }
}
