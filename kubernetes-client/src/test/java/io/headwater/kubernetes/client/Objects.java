package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Small objects to write. */
final class Objects {

    private Objects() {}

    /** A ConfigMap or Secret with {@code data}, or a kind of which nothing but the name matters. */
    static ObjectNode of(ResourceType type, String namespace, String name, Map<String, String> data) {
        var tree = Json.object();
        tree.put("apiVersion", type.apiVersion());
        tree.put("kind", type.kind());
        var metadata = tree.putObject("metadata");
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        if (!data.isEmpty()) {
            var values = tree.putObject("data");
            data.forEach(values::put);
        }
        return tree;
    }

    static ObjectNode configMap(String namespace, String name, String value) {
        return of(FakeApiServer.CONFIG_MAP, namespace, name, Map.of("key", value));
    }
}
