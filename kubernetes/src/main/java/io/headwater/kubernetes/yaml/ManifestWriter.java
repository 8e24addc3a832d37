package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints objects as {@code kustomize build} and {@code kubectl -o yaml} do, which is {@code sigs.k8s.io/yaml}: keys sorted, lists not
 * indented, quotation marks only where YAML 1.1 would misread, literal blocks for text of several lines.
 *
 * <p>What is printed reads back as the same tree, through {@link ManifestReader} and through Go. One rare difference from Go: the line
 * separators U+2028 and U+2029 are always escaped, since YAML 1.2 readers would take them for text.
 */
public final class ManifestWriter {

    private ManifestWriter() {}

    /** One document, without a separator. */
    public static String write(KubernetesObject object) {
        return write(object.tree());
    }

    /** One document of any tree, without a separator. */
    public static String write(JsonNode tree) {
        return new YamlEmitter().write(tree);
    }

    /** All objects in the given order, separated by {@code ---}. */
    public static String write(List<KubernetesObject> objects) {
        return objects.stream().map(ManifestWriter::write).collect(Collectors.joining("---\n"));
    }
}
