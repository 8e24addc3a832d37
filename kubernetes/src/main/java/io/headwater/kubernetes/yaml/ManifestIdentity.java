package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a tree needs to be an object that can be applied and tracked. */
final class ManifestIdentity {

    private ManifestIdentity() {}

    /** Checks {@code kind} and {@code apiVersion}. */
    static void checkType(ObjectNode tree, Position place) throws MalformedManifestException {
        var kind = requireText(tree, "kind", "Deployment", place);
        if (kind.indexOf('/') >= 0) {
            throw new MalformedManifestException(
                    place, "kind '" + kind + "' has a slash; the group belongs into apiVersion");
        }
        var apiVersion = requireText(tree, "apiVersion", "apps/v1", place);
        var slash = apiVersion.indexOf('/');
        if (slash == 0 || slash == apiVersion.length() - 1 || apiVersion.indexOf('/', slash + 1) >= 0) {
            throw new MalformedManifestException(
                    place, "apiVersion '" + apiVersion + "' is neither 'version' nor 'group/version'");
        }
    }

    /** Checks {@code metadata}: a name, and text where Kubernetes wants text. */
    static void checkMetadata(ObjectNode tree, Position place) throws MalformedManifestException {
        var kind = tree.path("kind").textValue();
        if (!(tree.get("metadata") instanceof ObjectNode metadata)) {
            throw new MalformedManifestException(place, "the " + kind + " has no metadata; add it with a name");
        }
        for (var field : new String[] {"name", "generateName", "namespace"}) {
            var value = metadata.get(field);
            if (value != null && !value.isNull() && !value.isTextual()) {
                throw new MalformedManifestException(
                        place,
                        "metadata." + field + " of the " + kind + " is " + nameOf(value)
                                + "; put it in quotation marks");
            }
        }
        if (metadata.path("name").asText("").isEmpty()
                && metadata.path("generateName").asText("").isEmpty()) {
            throw new MalformedManifestException(place, "the " + kind + " has no metadata.name; add one");
        }
        checkTexts(metadata, "labels", place);
        checkTexts(metadata, "annotations", place);
    }

    /** What a node is, in the words of a manifest's author. */
    static String nameOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> "a list";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false (YAML reads yes, no, on and off so, too)";
            case NULL -> "null";
            case BINARY, POJO, MISSING -> throw new IllegalStateException("no parser makes a " + node.getNodeType());
        };
    }

    private static String requireText(ObjectNode tree, String field, String example, Position place)
            throws MalformedManifestException {
        var value = tree.get(field);
        if (value == null || value.isNull()) {
            throw new MalformedManifestException(
                    place, "the object has no " + field + "; add it, as in '" + field + ": " + example + "'");
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new MalformedManifestException(
                    place,
                    field + " must be a string, as in '" + field + ": " + example + "', and is " + nameOf(value));
        }
        return value.textValue();
    }

    private static void checkTexts(ObjectNode metadata, String field, Position place)
            throws MalformedManifestException {
        var map = metadata.get(field);
        if (map == null || map.isNull()) {
            return;
        }
        if (!map.isObject()) {
            throw new MalformedManifestException(
                    place, "metadata." + field + " must be a mapping, and is " + nameOf(map));
        }
        for (var entry : map.properties()) {
            var value = entry.getValue();
            if (!value.isTextual() && !value.isNull()) {
                throw new MalformedManifestException(
                        place,
                        "metadata." + field + "." + entry.getKey() + " must be a string, and is " + nameOf(value)
                                + "; put it in quotation marks");
            }
        }
    }
}
