package io.headwater.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes object as its JSON tree, with what every object has in common.
 *
 * <p>The tree is shared, not copied, and must not be changed after it was handed over: {@link #withTree} and {@link #copyTree} are the way to
 * a changed object.
 */
public record KubernetesObject(ObjectNode tree) {

    private static final List<String> CHANGES_BY_ITSELF = List.of("managedFields", "resourceVersion", "generation");

    /** A copy of the tree that the caller may change. */
    public ObjectNode copyTree() {
        return tree.deepCopy();
    }

    public KubernetesObject withTree(ObjectNode changed) {
        return new KubernetesObject(changed);
    }

    /** A copy without what the API server and controllers write about an object all the time: status, managed fields, versions. */
    public KubernetesObject substance() {
        var copy = tree.deepCopy();
        copy.remove("status");
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(CHANGES_BY_ITSELF);
        }
        return new KubernetesObject(copy);
    }

    /** {@code group/version}, or {@code version} for the core group; empty when the object has none. */
    public String apiVersion() {
        return tree.path("apiVersion").asText("");
    }

    /** The API group; empty for the core group. */
    public String group() {
        var apiVersion = apiVersion();
        var slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    public String version() {
        var apiVersion = apiVersion();
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /** The kind; empty when the object has none. */
    public String kind() {
        return tree.path("kind").asText("");
    }

    public GroupKind groupKind() {
        return new GroupKind(group(), kind());
    }

    /** Whether its values are nobody's business. */
    public boolean isSecret() {
        return group().isEmpty() && kind().equals("Secret");
    }

    /** The name; empty when the object has none. */
    public String name() {
        return metadata().path("name").asText("");
    }

    /** The namespace; empty when the object names none. */
    public String namespace() {
        return metadata().path("namespace").asText("");
    }

    /** The identity as the object states it; for one of a namespaced kind that names no namespace, {@link #keyIn} is meant. */
    public ObjectKey key() {
        return new ObjectKey(groupKind(), namespace(), name());
    }

    /**
     * The identity in a cluster.
     *
     * @param namespaced whether the cluster says that the kind is namespaced
     * @param defaultNamespace where an object that names no namespace goes
     */
    public ObjectKey keyIn(boolean namespaced, String defaultNamespace) {
        if (!namespaced) {
            return new ObjectKey(groupKind(), "", name());
        }
        return new ObjectKey(groupKind(), namespace().isEmpty() ? defaultNamespace : namespace(), name());
    }

    public String uid() {
        return metadata().path("uid").asText("");
    }

    public String resourceVersion() {
        return metadata().path("resourceVersion").asText("");
    }

    /** {@code metadata.generation}, or 0 for a kind that counts none. */
    public long generation() {
        return metadata().path("generation").asLong(0);
    }

    /** Whether deletion was requested and only finalizers keep the object. */
    public boolean isTerminating() {
        return metadata().hasNonNull("deletionTimestamp");
    }

    public Optional<String> annotation(String name) {
        var value = metadata().path("annotations").get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    /** The values of an annotation that holds a list separated by commas: trimmed, each once, in order; empty when it is absent. */
    public List<String> annotationValues(String name) {
        return listed(annotation(name).orElse(""));
    }

    /** The values of a text that lists them with commas, as annotations of Argo CD do; without empty ones and repetitions. */
    public static List<String> listed(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    public Map<String, String> annotations() {
        return stringMap(metadata().path("annotations"));
    }

    public Map<String, String> labels() {
        return stringMap(metadata().path("labels"));
    }

    /** {@code metadata}, or a missing node. */
    public JsonNode metadata() {
        return tree.path("metadata");
    }

    private static Map<String, String> stringMap(JsonNode node) {
        var map = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
