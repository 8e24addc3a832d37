package io.headwater.kubernetes.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.schema.Draft;
import io.headwater.kubernetes.schema.KindSchema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What the API server does to an object that is updated, besides merging and defaulting: it folds texts of Secrets into data, keeps what it allocated, and
 * lets go of what a kind has no use for any more.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/">Kubernetes: admission controllers</a>
 */
final class UpdateRules {

    private static final String TEMPLATES = "deprecated.daemonset.template.generation";
    private static final List<String> TOLERATED =
            List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    private UpdateRules() {}

    /**
     * The object as it would be held.
     *
     * @param before as it was
     * @param merged as the merge left it
     */
    static ObjectNode updated(ObjectNode before, ObjectNode merged, KindSchema schema) {
        var object = new KubernetesObject(merged);
        var kind = object.groupKind().toString();
        var folded = kind.equals("/Secret") ? foldTexts(merged) : merged;
        if (!(schema.held(folded, before) instanceof ObjectNode held)) {
            throw new IllegalStateException("an object is held as something else");
        }
        var draft = new Draft(held);
        switch (kind) {
            case "/Service" -> draft.within("spec", spec -> ServiceUpdate.update(before.path("spec"), spec));
            case "apps/DaemonSet" -> countTemplate(before, draft);
            case "/Pod" -> draft.within("spec", spec -> tolerate(before.path("spec"), spec));
            default -> {}
        }
        return draft.tree();
    }

    private static ObjectNode foldTexts(ObjectNode secret) {
        if (!(secret.get("stringData") instanceof ObjectNode texts)) {
            return secret;
        }
        var draft = new Draft(secret);
        draft.remove("stringData");
        draft.within("data", data -> texts.properties()
                .forEach(text -> data.set(
                        text.getKey(),
                        Base64.getEncoder()
                                .encodeToString(text.getValue().asText("").getBytes(StandardCharsets.UTF_8)))));
        return draft.tree();
    }

    /** Of a DaemonSet whose template is another one: a count of templates from before there were generations. */
    private static void countTemplate(ObjectNode before, Draft set) {
        var count = before.path("metadata").path("annotations").path(TEMPLATES).asInt(0);
        var template = before.path("spec").path("template");
        if (count > 0 && !SameJson.isSame(template, set.get("spec").path("template"))) {
            set.within(
                    "metadata",
                    metadata -> metadata.within(
                            "annotations", annotations -> annotations.set(TEMPLATES, String.valueOf(count + 1))));
        }
    }

    /** Of a Pod that an admission plug-in, DefaultTolerationSeconds, had tolerate a node for a while, which it would do again. */
    private static void tolerate(JsonNode before, Draft spec) {
        for (var toleration : before.path("tolerations")) {
            var key = toleration.path("key").asText("");
            if (TOLERATED.contains(key) && !isTolerated(spec.get("tolerations"), key)) {
                var list = JsonNodeFactory.instance.arrayNode();
                spec.get("tolerations").forEach(list::add);
                spec.set("tolerations", list.add(toleration));
            }
        }
    }

    private static boolean isTolerated(JsonNode tolerations, String key) {
        for (var toleration : tolerations) {
            var itsKey = toleration.path("key").asText("");
            var effect = toleration.path("effect").asText("");
            if ((itsKey.isEmpty() || itsKey.equals(key)) && (effect.isEmpty() || effect.equals("NoExecute"))) {
                return true;
            }
        }
        return false;
    }
}
