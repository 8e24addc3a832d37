package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field as {@code managedFields} knows it: who owns it, and its parts.
 *
 * <p>The form is fieldsV1 of structured-merge-diff: {@code f:} a field, {@code k:} an element by its keys, {@code v:} an element of a set,
 * {@code .} the thing itself beside its parts.
 */
final class OwnedField {

    private static final ObjectMapper KEYS = new ObjectMapper();

    private final Map<String, OwnedField> fields = new LinkedHashMap<>();
    private final Map<ObjectNode, OwnedField> elements = new LinkedHashMap<>();
    private final Map<JsonNode, OwnedField> values = new HashMap<>();
    private final List<Claim> claims = new ArrayList<>();

    private OwnedField() {}

    /**
     * Reads who owns what of a live object. An entry that cannot be understood is left out.
     *
     * @param ourManagers the names under which an apply is ours
     */
    static OwnedField of(KubernetesObject live, Set<String> ourManagers) {
        var root = new OwnedField();
        for (var entry : live.metadata().path("managedFields")) {
            var owner = new FieldOwner(
                    entry.path("manager").asText(),
                    entry.path("operation").asText(),
                    time(entry.path("time").asText("")));
            var ours = ourManagers.contains(owner.manager());
            root.add(
                    entry.path("fieldsV1"),
                    new Claim(owner, ours, ours && owner.operation().equals("Apply")));
        }
        return root;
    }

    @Nullable
    OwnedField field(String name) {
        return fields.get(name);
    }

    Map<String, OwnedField> fields() {
        return fields;
    }

    @Nullable
    OwnedField element(ObjectNode keys) {
        return elements.get(keys);
    }

    @Nullable
    OwnedField value(JsonNode value) {
        return values.get(value);
    }

    /** The names of the fields by which the elements of this list are told apart; empty if it is no such list. */
    List<String> keyNames() {
        return elements.isEmpty()
                ? List.of()
                : elements.keySet().iterator().next().properties().stream()
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Whether somebody owns single values of this list. */
    boolean isSet() {
        return !values.isEmpty();
    }

    /** Whether this is owned as a whole, without parts. */
    boolean isLeaf() {
        return !claims.isEmpty() && fields.isEmpty() && elements.isEmpty() && values.isEmpty();
    }

    /** Whether an apply of ours owns exactly this, and would remove it. */
    boolean isApplied() {
        return claims.stream().anyMatch(Claim::applied);
    }

    /** Whether an apply of ours owns this or a part of it. */
    boolean hasApplied() {
        return all().anyMatch(OwnedField::isApplied);
    }

    /** Whether somebody else owns this or a part of it. */
    boolean hasForeign() {
        return all().flatMap(field -> field.claims.stream()).anyMatch(claim -> !claim.ours());
    }

    /** Who changed this last: another before us, the latest first, owners of parts if nobody owns the whole. */
    Optional<FieldOwner> owner() {
        return latest(claims.stream()).or(() -> latest(all().flatMap(field -> field.claims.stream())));
    }

    private static Optional<FieldOwner> latest(Stream<Claim> claims) {
        return claims.max(Comparator.comparing((Claim claim) -> !claim.ours())
                        .thenComparing(claim -> claim.owner().since(), Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(claim -> claim.owner().manager()))
                .map(Claim::owner);
    }

    private Stream<OwnedField> all() {
        var parts = Stream.of(fields.values(), elements.values(), values.values());
        return Stream.concat(Stream.of(this), parts.flatMap(Collection::stream).flatMap(OwnedField::all));
    }

    private void add(JsonNode fieldsV1, Claim claim) {
        if (fieldsV1.isEmpty()) {
            claims.add(claim);
            return;
        }
        for (var entry : fieldsV1.properties()) {
            var step = entry.getKey();
            if (step.equals(".")) {
                claims.add(claim);
            } else if (step.startsWith("f:")) {
                fields.computeIfAbsent(step.substring(2), _ -> new OwnedField()).add(entry.getValue(), claim);
            } else if (step.startsWith("k:") && parse(step) instanceof ObjectNode keys) {
                elements.computeIfAbsent(keys, _ -> new OwnedField()).add(entry.getValue(), claim);
            } else if (step.startsWith("v:") && parse(step) instanceof JsonNode value) {
                values.computeIfAbsent(value, _ -> new OwnedField()).add(entry.getValue(), claim);
            }
        }
    }

    private static @Nullable JsonNode parse(String step) {
        try {
            return KEYS.readTree(step.substring(2));
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    /**
     * One manager's word on a field.
     *
     * @param ours whether the manager is one of ours
     * @param applied whether it was our apply, which removes what it no longer names
     */
    private record Claim(FieldOwner owner, boolean ours, boolean applied) {}
}
