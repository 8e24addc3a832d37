package io.headwater.differ.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.diff.DriftCause;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.diff.FieldOwner;
import io.headwater.kubernetes.ignore.IgnoredFields;
import java.util.stream.Stream;

/** Objects for tests, and a comparison that looks at {@code data} and {@code spec} alone. */
public final class Manifests {

    private static final FieldOwner KUBECTL = new FieldOwner("kubectl-edit", "Update", "", null);

    private Manifests() {}

    /** A ConfigMap of the application {@code web} with one value in it. */
    public static KubernetesObject configMap(String name, String value) {
        return parse("""
                {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "%s", "namespace": "shop",
                   "annotations": {"argocd.argoproj.io/tracking-id": "web:/ConfigMap:shop/%s"}},
                 "data": {"value": "%s"}}""".formatted(name, name, value));
    }

    /** The same object as a cluster holds it. */
    public static KubernetesObject live(KubernetesObject object, String uid, long resourceVersion) {
        var tree = object.copyTree();
        tree.withObject("/metadata").put("uid", uid).put("resourceVersion", String.valueOf(resourceVersion));
        return object.withTree(tree);
    }

    /** The object with one more annotation. */
    public static KubernetesObject annotated(KubernetesObject object, String name, String value) {
        var tree = object.copyTree();
        tree.withObject("/metadata").withObject("/annotations").put(name, value);
        return object.withTree(tree);
    }

    public static KubernetesObject parse(String json) {
        return new KubernetesObject(CanonicalJson.readObject(json.getBytes(UTF_8), 1_000_000));
    }

    public static JsonNode tree(String json) {
        return CanonicalJson.readObject(json.getBytes(UTF_8), 1_000_000);
    }

    public static String digest(KubernetesObject object) {
        return ContentDigest.of(object.tree()).hex();
    }

    /** Which of {@code data} and {@code spec} differ but for what is ignored, written by the manager {@code kubectl-edit}. */
    public static Comparison.Result compare(KubernetesObject desired, KubernetesObject live, IgnoredFields ignored) {
        var wanted = ignored.without(desired.tree());
        var found = ignored.without(live.tree());
        return new Comparison.Result(
                Stream.of("data", "spec")
                        .filter(field ->
                                !wanted.tree().path(field).equals(found.tree().path(field)))
                        .map(field -> new FieldDifference(
                                field,
                                wanted.tree().get(field),
                                found.tree().get(field),
                                KUBECTL,
                                DriftCause.MANUAL_EDIT))
                        .toList(),
                found.problems());
    }

    /** A CustomResourceDefinition of namespaced Widgets. */
    public static KubernetesObject widgetDefinition() {
        return parse("""
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
                 "metadata": {"name": "widgets.example.com"},
                 "spec": {"group": "example.com", "names": {"kind": "Widget"}, "scope": "Namespaced"}}""");
    }

    public static KubernetesObject widget(String name) {
        return parse("""
                {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "%s"}, "spec": {"size": 1}}""".formatted(name));
    }

    /** A {@code spec} whose {@code syncPolicy} has these fields. */
    public static JsonNode specWith(String syncPolicy) {
        return tree("{\"syncPolicy\": " + syncPolicy + "}");
    }
}
