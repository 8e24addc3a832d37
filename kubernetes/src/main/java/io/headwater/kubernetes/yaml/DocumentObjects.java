package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.ArrayList;
import java.util.List;

/** Collects the objects that documents hold, lists expanded, and refuses what is no object. */
final class DocumentObjects {

    private final String file;
    private final ManifestLimits limits;
    private final List<Manifest> manifests = new ArrayList<>();

    DocumentObjects(String file, ManifestLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    List<Manifest> manifests() {
        return manifests;
    }

    void add(Document document) throws MalformedManifestException {
        if (document.root().isNull()) {
            return;
        }
        if (!(document.root() instanceof ObjectNode root)) {
            throw new MalformedManifestException(
                    document.start(),
                    "the document is " + ManifestIdentity.nameOf(document.root())
                            + "; a manifest is a mapping with apiVersion, kind and metadata");
        }
        add(document, root, document.start());
    }

    private void add(Document document, ObjectNode tree, Position place) throws MalformedManifestException {
        ManifestIdentity.checkType(tree, place);
        if (isList(tree)) {
            addItems(document, tree);
            return;
        }
        ManifestIdentity.checkMetadata(tree, place);
        if (manifests.size() == limits.documents()) {
            throw new MalformedManifestException(place, "more than " + limits.documents() + " objects; split the file");
        }
        manifests.add(new Manifest(new KubernetesObject(tree), file, place.line()));
    }

    /** A kind that ends in List and has items; null items, as Go writes an empty list, unless the object is more than a list. */
    private static boolean isList(ObjectNode tree) {
        var items = tree.get("items");
        return items != null
                && tree.path("kind").asText().endsWith("List")
                && (items.isArray() || items.isNull() && !tree.has("spec") && !tree.has("status"));
    }

    private void addItems(Document document, ObjectNode list) throws MalformedManifestException {
        for (var item : list.path("items")) {
            if (!(item instanceof ObjectNode object)) {
                throw new MalformedManifestException(
                        document.positionOf(list),
                        "an item of this list is " + ManifestIdentity.nameOf(item) + "; every item is an object");
            }
            add(document, typed(object, list), document.positionOf(object));
        }
    }

    /** An item of a typed list (DeploymentList) need not repeat what it is, as kubectl reads it. */
    private static ObjectNode typed(ObjectNode item, ObjectNode list) {
        var kind = list.path("kind").asText();
        if (item.has("kind") || item.has("apiVersion") || kind.equals("List")) {
            return item;
        }
        ObjectNode typed = item.objectNode();
        typed.set("apiVersion", list.get("apiVersion"));
        typed.put("kind", kind.substring(0, kind.length() - "List".length()));
        typed.setAll(item);
        return typed;
    }
}
