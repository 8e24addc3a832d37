package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.client.KubernetesException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks a cluster what it serves: all groups in two requests where the server can, group by group where it cannot.
 *
 * <p>A group whose server is down is listed as stale, without its kinds or with old ones: that is never taken for absence.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery">aggregated discovery</a>
 */
final class Discovery {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList";
    private static final String ACCEPT =
            String.join(",", AGGREGATED.formatted("v2"), AGGREGATED.formatted("v2beta1"), Request.JSON);

    private final Transport transport;
    private final Duration timeout;
    private final ServedKindsBuilder found = new ServedKindsBuilder();

    Discovery(Transport transport, Duration timeout) {
        this.transport = transport;
        this.timeout = timeout;
    }

    /** @throws KubernetesException if the server itself does not answer; a group that does not is stale instead */
    ServedKinds read() {
        readRoot("/api");
        readRoot("/apis");
        return found.build();
    }

    private void readRoot(String root) {
        var list = tree(root, ACCEPT);
        switch (list.path("kind").asText("")) {
            case "APIGroupDiscoveryList" -> readAggregated(list);
            case "APIVersions" ->
                texts(list.path("versions")).forEach(version -> readVersion(root + "/" + version, "", version));
            case "APIGroupList" -> list.path("groups").forEach(this::readGroup);
            default ->
                throw new KubernetesException(
                        Code.UNEXPECTED, request(root, ACCEPT), server(), "the answer is no list of API groups", null);
        }
    }

    private void readAggregated(JsonNode list) {
        for (var group : list.path("items")) {
            var name = group.path("metadata").path("name").asText("");
            for (var version : group.path("versions")) {
                if (version.path("freshness").asText("Current").equals("Stale")) {
                    found.stale(name);
                }
                for (var resource : version.path("resources")) {
                    readAggregatedResource(name, version.path("version").asText(), resource);
                }
            }
        }
    }

    private void readAggregatedResource(String group, String version, JsonNode resource) {
        var kind = resource.path("responseKind").path("kind").asText("");
        var subresources = new HashSet<String>();
        resource.path("subresources")
                .forEach(each -> subresources.add(each.path("subresource").asText()));
        if (!kind.isEmpty()) {
            found.add(new ServedVersion(
                    new ResourceType(
                            group,
                            version,
                            resource.path("resource").asText(),
                            kind,
                            resource.path("scope").asText("").equals("Namespaced")),
                    Set.copyOf(texts(resource.path("verbs"))),
                    subresources));
        }
    }

    private void readGroup(JsonNode group) {
        var name = group.path("name").asText();
        var preferred = group.path("preferredVersion").path("version").asText("");
        var versions = new ArrayList<String>();
        group.path("versions")
                .forEach(version -> versions.add(version.path("version").asText()));
        if (versions.remove(preferred)) {
            versions.addFirst(preferred);
        }
        versions.forEach(version -> readVersion("/apis/" + name + "/" + version, name, version));
    }

    /** One version of one group; whatever it answers but its resources makes the group stale. */
    private void readVersion(String path, String group, String version) {
        ObjectNode list;
        try {
            list = tree(path, Request.JSON);
        } catch (KubernetesException e) {
            if (e.status() == 0) {
                throw e;
            }
            found.stale(group);
            return;
        }
        var subresources = new ArrayList<String>();
        list.path("resources")
                .forEach(resource -> subresources.add(resource.path("name").asText()));
        for (var resource : list.path("resources")) {
            var plural = resource.path("name").asText();
            if (plural.contains("/") || resource.path("kind").asText("").isEmpty()) {
                continue;
            }
            var own = new HashSet<String>();
            subresources.stream()
                    .filter(each -> each.startsWith(plural + "/"))
                    .forEach(each -> own.add(each.substring(plural.length() + 1)));
            var type = new ResourceType(
                    group,
                    version,
                    plural,
                    resource.path("kind").asText(),
                    resource.path("namespaced").asBoolean());
            found.add(new ServedVersion(type, Set.copyOf(texts(resource.path("verbs"))), own));
        }
    }

    private ObjectNode tree(String path, String accept) {
        var request = request(path, accept);
        var tree = Json.objectOrNull(transport.call(request).body());
        if (tree == null) {
            throw new KubernetesException(Code.UNEXPECTED, request, server(), "the answer is no JSON object", null);
        }
        return tree;
    }

    private Request request(String path, String accept) {
        return Request.readPath(path, accept, timeout);
    }

    private String server() {
        return transport.server().toString();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
