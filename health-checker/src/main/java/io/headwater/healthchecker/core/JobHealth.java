package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import org.jspecify.annotations.Nullable;

/** A Job is healthy when it is complete. One that was suspended and runs again counts as healthy too, as it does in Argo CD. */
final class JobHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        @Nullable Health found = null;
        for (var condition : object.tree().path("status").path("conditions")) {
            var health = of(condition);
            if (health != null && (found == null || health.status().isWorseThan(found.status()))) {
                found = health;
            }
        }
        return found == null ? Health.progressing("") : found;
    }

    private static @Nullable Health of(JsonNode condition) {
        var message = Conditions.messageOf(condition);
        var isTrue = condition.path("status").asText("").equals("True");
        return switch (condition.path("type").asText("")) {
            case "Failed" -> Health.degraded(message);
            case "Complete" -> Health.healthy(message);
            case "Suspended" -> isTrue ? Health.suspended(message) : Health.healthy(message);
            default -> null;
        };
    }
}
