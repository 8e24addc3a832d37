package io.headwater.bench.micro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Large CustomResourceDefinitions: those of a folder, or one that is as large and as deep as those of Argo CD together. */
final class SampleDefinitions {

    /** Argo CD's generators, which hold generators, are about as deep. */
    private static final int LEVELS = 11;

    private static final int TEXTS = 6;

    private SampleDefinitions() {}

    /**
     * The definitions as Git has them and as the cluster does.
     *
     * @param folder of YAML files; empty for a definition that is made up
     */
    static List<Pair> of(String folder, Change change) {
        var cluster = new SampleCluster();
        var pairs = new ArrayList<Pair>();
        for (var definition : folder.isEmpty() ? List.of(madeUp()) : definitionsIn(Path.of(folder))) {
            var applied = change == Change.REMOVAL ? Samples.labelled(definition) : definition;
            var desired = change == Change.VALUE ? described(definition) : definition;
            var pair = new Pair(desired, cluster.applied(applied, Optional.empty()), Optional.empty());
            pair.requireDifferences(change != Change.NONE);
            pairs.add(pair);
        }
        return pairs;
    }

    private static List<KubernetesObject> definitionsIn(Path folder) {
        try (var files = Files.list(folder)) {
            var objects = new ArrayList<KubernetesObject>();
            for (var file : files.filter(SampleDefinitions::isManifest).sorted().toList()) {
                objects.addAll(Samples.objects(file.toString(), Files.readAllBytes(file)));
            }
            objects.removeIf(object -> !object.kind().equals("CustomResourceDefinition"));
            if (objects.isEmpty()) {
                throw new IllegalArgumentException("no CustomResourceDefinition in " + folder);
            }
            return objects;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isManifest(Path file) {
        return file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml");
    }

    private static KubernetesObject described(KubernetesObject definition) {
        var tree = definition.copyTree();
        if (!(tree.at("/spec/versions/0/schema/openAPIV3Schema") instanceof ObjectNode schema)) {
            throw new IllegalArgumentException("no schema in " + definition.key());
        }
        schema.put("description", "another description");
        return definition.withTree(tree);
    }

    private static KubernetesObject madeUp() {
        var definition =
                Samples.objects(Samples.text("definition.yaml")).getFirst().copyTree();
        var schema = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema/properties");
        schema.set("spec", object(LEVELS - 1));
        return new KubernetesObject(definition);
    }

    private static ObjectNode object(int levels) {
        var object = JsonNodeFactory.instance.objectNode().put("type", "object");
        object.put(
                "description",
                "An object %d levels above the last ones, described in about as many words".formatted(levels));
        var properties = object.putObject("properties");
        for (var i = 0; i < TEXTS; i++) {
            properties.putObject("textOfSomeKind" + i).put("type", "string");
        }
        if (levels > 0) {
            properties.set("template", object(levels - 1));
            properties.putObject("generators").put("type", "array").set("items", object(levels - 1));
        }
        return object;
    }
}
