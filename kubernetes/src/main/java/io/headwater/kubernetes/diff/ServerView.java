package io.headwater.kubernetes.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Base64;
import java.util.Set;

/** Both sides of a comparison as the server sees them: what it stores in another form, or decides on its own, is evened out first. */
final class ServerView {

    private static final Set<String> NEVER_COMPARED = Set.of("apiVersion", "kind", "status");
    private static final Set<String> METADATA_NEVER_COMPARED = Set.of(
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "generateName",
            "generation",
            "managedFields",
            "name",
            "namespace",
            "resourceVersion",
            "selfLink",
            "uid");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final Set<String> TOLERATED_BY_ADMISSION =
            Set.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    private ServerView() {}

    /** Whether a field is none of ours to compare, be it desired or not. */
    static boolean isNeverCompared(FieldPath path, KubernetesObject desired) {
        var holder = path.parent();
        if (holder == FieldPath.ROOT) {
            return NEVER_COMPARED.contains(path.name()) || (path.name().equals("rules") && isAggregated(desired));
        }
        if (holder.parent() == FieldPath.ROOT && holder.name().equals("metadata")) {
            return METADATA_NEVER_COMPARED.contains(path.name());
        }
        return path.name().equals(LAST_APPLIED) && holder.name().equals("annotations");
    }

    /** The desired tree in the form in which the server stores it. */
    static JsonNode ofDesired(KubernetesObject desired) {
        if (isCore(desired, "Secret") && desired.tree().get("stringData") instanceof ObjectNode texts) {
            return withFoldedTexts(desired.copyTree(), texts);
        }
        if (isCore(desired, "LimitRange")) {
            return withDefaultedLimits(desired.copyTree());
        }
        return desired.tree();
    }

    private static ObjectNode withFoldedTexts(ObjectNode secret, ObjectNode texts) {
        secret.remove("stringData");
        var data = secret.get("data") instanceof ObjectNode given ? given : secret.putObject("data");
        texts.properties()
                .forEach(text -> data.put(
                        text.getKey(),
                        Base64.getEncoder()
                                .encodeToString(text.getValue().asText("").getBytes(UTF_8))));
        return secret;
    }

    /** A container's default limit is its maximum; its default request the default limit, and else the minimum. */
    private static ObjectNode withDefaultedLimits(ObjectNode range) {
        for (var limit : range.path("spec").path("limits")) {
            if (limit instanceof ObjectNode item && item.path("type").asText().equals("Container")) {
                fill(item, "default", "max");
                fill(item, "defaultRequest", "default");
                fill(item, "defaultRequest", "min");
            }
        }
        return range;
    }

    private static void fill(ObjectNode item, String map, String from) {
        if (item.get(from) instanceof ObjectNode source) {
            var target = item.get(map) instanceof ObjectNode given ? given : item.putObject(map);
            source.properties().forEach(entry -> target.putIfAbsent(entry.getKey(), entry.getValue()));
        }
    }

    /** The live tree without what admission adds to a list that is one value. */
    static JsonNode ofLive(KubernetesObject live, KubernetesObject desired) {
        var given = live.tree().path("spec").path("tolerations");
        if (!isCore(live, "Pod") || !given.isArray()) {
            return live.tree();
        }
        var wanted = desired.tree().path("spec").path("tolerations");
        var tree = live.copyTree();
        var kept = tree.withObject("/spec").putArray("tolerations");
        for (var toleration : given) {
            if (!TOLERATED_BY_ADMISSION.contains(toleration.path("key").asText()) || holds(wanted, toleration)) {
                kept.add(toleration);
            }
        }
        return tree;
    }

    private static boolean holds(JsonNode tolerations, JsonNode toleration) {
        for (var other : tolerations) {
            if (other.path("key").equals(toleration.path("key"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAggregated(KubernetesObject object) {
        return object.kind().equals("ClusterRole")
                && !object.tree().path("aggregationRule").isMissingNode()
                && !object.tree().path("aggregationRule").isNull();
    }

    private static boolean isCore(KubernetesObject object, String kind) {
        return object.group().isEmpty() && object.kind().equals(kind);
    }
}
