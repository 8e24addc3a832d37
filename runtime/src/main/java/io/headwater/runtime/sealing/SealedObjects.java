package io.headwater.runtime.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Seals and opens objects: the data of Secrets, and whatever else one has that is no description of it, and the annotation in which {@code kubectl apply} keeps a copy of all of it.
 *
 * <p>{@code stringData} is folded into {@code data} on the way, as the API server does when it stores a Secret, so that a desired Secret and its
 * live copy compare.
 */
public final class SealedObjects {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** What says nothing secret, and {@code data}, whose values are texts. */
    private static final Set<String> PLAIN = Set.of("apiVersion", "kind", "metadata", "type", "immutable", "data");

    private final Sealer sealer;

    public SealedObjects(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The object with its secret values sealed; the same object if it has none. */
    public KubernetesObject seal(KubernetesObject object) {
        var secret = object.isSecret();
        if (!secret && object.annotation(LAST_APPLIED).isEmpty()) {
            return object;
        }
        var tree = object.copyTree();
        if (secret) {
            foldStringData(tree);
        }
        changeSecretValues(tree, secret, sealer::seal);
        return object.withTree(tree);
    }

    /** The object with its secret values opened, as it can be applied. */
    public KubernetesObject open(KubernetesObject object) {
        var secret = object.isSecret();
        if (!secret && object.annotation(LAST_APPLIED).isEmpty()) {
            return object;
        }
        var tree = object.copyTree();
        changeSecretValues(tree, secret, sealer::open);
        return object.withTree(tree);
    }

    private static void foldStringData(ObjectNode tree) {
        if (!(tree.get("stringData") instanceof ObjectNode texts)) {
            return;
        }
        tree.remove("stringData");
        if (texts.isEmpty()) {
            return;
        }
        var data = tree.get("data") instanceof ObjectNode present ? present : tree.putObject("data");
        texts.properties()
                .forEach(entry -> data.put(
                        entry.getKey(),
                        Base64.getEncoder()
                                .encodeToString(entry.getValue().asText("").getBytes(UTF_8))));
    }

    private static void changeSecretValues(ObjectNode tree, boolean secret, UnaryOperator<String> change) {
        if (secret && tree.get("data") instanceof ObjectNode data) {
            for (Map.Entry<String, JsonNode> entry : List.copyOf(data.properties())) {
                var value = entry.getValue();
                data.set(entry.getKey(), TextNode.valueOf(change.apply(value.isNull() ? "" : value.asText())));
            }
        }
        if (secret) {
            tree.properties().stream()
                    .filter(field -> !PLAIN.contains(field.getKey()))
                    .forEach(field -> field.setValue(withChangedTexts(field.getValue(), change)));
        }
        if (tree.path("metadata").get("annotations") instanceof ObjectNode annotations
                && annotations.get(LAST_APPLIED) instanceof TextNode lastApplied) {
            annotations.put(LAST_APPLIED, change.apply(lastApplied.asText()));
        }
    }

    /** Whatever a Secret has besides may be a value, under a name that somebody has misspelt. */
    private static JsonNode withChangedTexts(JsonNode value, UnaryOperator<String> change) {
        return switch (value) {
            case ObjectNode object -> {
                object.properties().forEach(field -> field.setValue(withChangedTexts(field.getValue(), change)));
                yield object;
            }
            case ArrayNode array -> {
                for (var i = 0; i < array.size(); i++) {
                    array.set(i, withChangedTexts(array.get(i), change));
                }
                yield array;
            }
            case NullNode nothing -> nothing;
            default -> TextNode.valueOf(change.apply(value.asText()));
        };
    }
}
