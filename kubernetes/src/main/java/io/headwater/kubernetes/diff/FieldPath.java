package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.kubernetes.merge.PathElement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way to a field of an object, step by step. */
final class FieldPath {

    static final FieldPath ROOT = new FieldPath(null, null);

    private final @Nullable FieldPath parent;
    private final @Nullable PathElement step;
    private final int length;
    private @Nullable List<PathElement> steps;

    private FieldPath(@Nullable FieldPath parent, @Nullable PathElement step) {
        this.parent = parent;
        this.step = step;
        this.length = parent == null ? 0 : parent.length + 1;
    }

    FieldPath to(PathElement next) {
        return new FieldPath(this, next);
    }

    /** The steps from the object to the field. */
    List<PathElement> steps() {
        var found = steps;
        if (found == null) {
            var way = new PathElement[length];
            for (var path = this; path.parent != null && path.step != null; path = path.parent) {
                way[path.length - 1] = path.step;
            }
            found = List.of(way);
            steps = found;
        }
        return found;
    }

    /** Whether it leads through these fields and no others. */
    boolean isOf(String... names) {
        if (length != names.length) {
            return false;
        }
        var path = this;
        for (var i = names.length - 1; i >= 0; i--) {
            if (path.parent == null
                    || path.step == null
                    || path.step.kind() != PathElement.Kind.FIELD
                    || !path.step.text().equals(names[i])) {
                return false;
            }
            path = path.parent;
        }
        return true;
    }

    /** How many steps it takes. */
    int length() {
        return length;
    }

    /** By what an element of a list is told from the others: its value, that of its key, or its keys. */
    static JsonNode nameOf(PathElement element) {
        var value = parsed(element.text());
        return element.kind() == PathElement.Kind.KEY && value.size() == 1
                ? value.iterator().next()
                : value;
    }

    /** {@code spec.ports[port=80,protocol=TCP].targetPort}, and {@code ["…"]} for a name that is more than a word. */
    @Override
    public String toString() {
        if (parent == null || step == null) {
            return "";
        }
        var holder = parent.toString();
        return switch (step.kind()) {
            case FIELD -> field(holder, step.text());
            case KEY -> holder + keys(step.text());
            case VALUE -> holder + "[=" + parsed(step.text()).asText() + "]";
            case INDEX -> holder + "[" + step.text() + "]";
        };
    }

    private static String field(String holder, String name) {
        if (!isWord(name)) {
            return holder + "[\"" + name + "\"]";
        }
        return holder.isEmpty() ? name : holder + "." + name;
    }

    private static boolean isWord(String name) {
        for (var i = 0; i < name.length(); i++) {
            var letter = name.charAt(i);
            var isPlain = (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '_'
                    || letter == '$'
                    || letter == '-';
            if (!isPlain) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static String keys(String json) {
        return parsed(json).properties().stream()
                .map(key -> key.getKey() + "=" + key.getValue().asText())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static JsonNode parsed(String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            return CanonicalJson.read(bytes, bytes.length);
        } catch (MalformedJsonException notJson) {
            throw new IllegalStateException("a step of a path is no JSON", notJson);
        }
    }
}
