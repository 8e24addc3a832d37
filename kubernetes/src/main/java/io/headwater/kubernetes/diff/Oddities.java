package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.Normalisation;
import io.headwater.kubernetes.schema.Draft;

/** What is known of single kinds, and would be called drift otherwise. */
final class Oddities {

    private static final String CA_BUNDLE = "caBundle";

    private Oddities() {}

    /**
     * The desired object as it is meant: an empty CA bundle, node or volume is a place that somebody else fills in, what the server drops without a word is not
     * there, and the version is the live one's.
     */
    static KubernetesObject wanted(KubernetesObject desired, KubernetesObject live) {
        var draft = new Draft(desired.tree());
        if (!desired.apiVersion().equals(live.apiVersion())) {
            draft.set("apiVersion", live.apiVersion());
        }
        switch (desired.kind()) {
            case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration" ->
                draft.each("webhooks", webhook -> withoutEmptyBundle(webhook, "clientConfig"));
            case "Pod" -> withoutEmpty(draft, "nodeName");
            case "PersistentVolumeClaim" -> withoutEmpty(draft, "volumeName");
            case "APIService" -> withoutEmptyBundle(draft, "spec");
            case "CustomResourceDefinition" -> {
                DefinitionSchemas.read(draft);
                if (desired.tree().at("/spec/conversion/webhook/clientConfig").isObject()) {
                    draft.within(
                            "spec",
                            spec -> spec.within(
                                    "conversion",
                                    conversion -> conversion.within(
                                            "webhook", webhook -> withoutEmptyBundle(webhook, "clientConfig"))));
                }
            }
            default -> {}
        }
        return new KubernetesObject(draft.tree());
    }

    private static void withoutEmpty(Draft object, String name) {
        if (object.get("spec") instanceof ObjectNode spec
                && spec.has(name)
                && spec.path(name).asText("").isEmpty()) {
            object.within("spec", found -> found.remove(name));
        }
    }

    private static void withoutEmptyBundle(Draft holder, String name) {
        if (holder.get(name) instanceof ObjectNode config
                && config.path(CA_BUNDLE).asText("").isEmpty()) {
            holder.within(name, found -> found.remove(CA_BUNDLE));
        }
    }

    /** The tree without what nobody but a controller decides: the rules of a ClusterRole that are gathered from others, unless they are to be compared. */
    static ObjectNode compared(JsonNode tree, Normalisation normalisation) {
        if (!(tree instanceof ObjectNode object)) {
            throw new IllegalStateException("an object is something else");
        }
        if (!normalisation.options().ignoreAggregatedRoles()
                || !object.path("kind").asText("").equals("ClusterRole")
                || !object.hasNonNull("aggregationRule")) {
            return object;
        }
        var draft = new Draft(object);
        draft.remove("rules");
        return draft.tree();
    }
}
