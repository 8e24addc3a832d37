package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.yaml.ManifestWriter;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object in which desired and live differ, as it may be shown: values of Secrets are masked.
 *
 * @param live the object as it is, without what only the server writes; null if it is missing
 * @param desired the object as an apply would leave it; null if it should not be there
 * @param fields where the two differ; none if one of them is missing
 */
record ComparedObject(
        ObjectKey key, @Nullable JsonNode live, @Nullable JsonNode desired, List<FieldDifference> fields) {

    private static final List<String> WRITTEN_BY_SERVER =
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");

    ComparedObject {
        fields = List.copyOf(fields);
    }

    /** What is wrong, in a word. */
    String status() {
        if (live == null) {
            return "Missing";
        }
        return desired == null ? "Extra" : "OutOfSync";
    }

    /** Shows the lines that differ, and then each field with who changed it. */
    void print(PrintWriter out) {
        out.printf("%n===== %s/%s %s/%s ======%n", key.group(), key.kind(), key.namespace(), key.name());
        out.printf("--- live%n+++ desired%n");
        out.print(UnifiedDiff.of(text(live), text(desired)));
        for (var field : fields) {
            out.println("# " + describe(field));
        }
    }

    private static String text(@Nullable JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            return "";
        }
        var copy = object.deepCopy();
        copy.remove("status");
        copy.withObject("/metadata").remove(WRITTEN_BY_SERVER);
        return ManifestWriter.write(copy);
    }

    private static String describe(FieldDifference field) {
        var owner = field.owner();
        var since = owner == null || owner.since() == null ? "" : " at " + owner.since();
        return "%s: desired %s, live %s%s: %s"
                .formatted(
                        field.path(),
                        value(field.desired()),
                        value(field.live()),
                        owner == null ? "" : ", set by %s (%s)%s".formatted(owner.manager(), owner.operation(), since),
                        field.cause().display());
    }

    private static String value(@Nullable JsonNode value) {
        return value == null ? "nothing" : value.toString();
    }

    /** For scripts. */
    ObjectNode toJson() {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("group", key.group())
                .put("kind", key.kind())
                .put("namespace", key.namespace())
                .put("name", key.name())
                .put("status", status());
        var list = tree.putArray("fields");
        for (var field : fields) {
            var item = list.addObject().put("path", field.path());
            item.set("desired", field.desired());
            item.set("live", field.live());
            item.put("cause", field.cause().display());
            var owner = field.owner();
            if (owner != null) {
                item.put("manager", owner.manager()).put("operation", owner.operation());
                item.put("since", owner.since() == null ? null : owner.since().toString());
            }
        }
        return tree;
    }
}
