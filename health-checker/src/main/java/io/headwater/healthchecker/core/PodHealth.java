package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.ArrayList;
import java.util.Optional;

/** A Pod is healthy when it is ready, or has succeeded; one whose containers can't start is degraded long before its phase says so. */
final class PodHealth implements HealthRule {

    private static final String IGNORE_RESTART_POLICY = "argocd.argoproj.io/ignore-restart-policy";
    private static final String HOOK = "argocd.argoproj.io/hook";
    private static final int OUT_OF_MEMORY_CODE = 137;

    @Override
    public Health assess(KubernetesObject object) {
        var tree = object.tree();
        if (isKeptRunning(object)) {
            var reasons = failingReasons(tree);
            if (!reasons.isEmpty()) {
                return Health.degraded(reasons);
            }
        }
        var message = tree.path("status").path("message").asText("");
        return switch (tree.path("status").path("phase").asText("")) {
            case "Pending" -> Health.progressing(message);
            case "Succeeded" -> Health.healthy(message);
            case "Failed" -> Health.degraded(failureOf(object, message));
            case "Running" -> running(object);
            default -> Health.unknown(message);
        };
    }

    private static Health running(KubernetesObject object) {
        var tree = object.tree();
        var message = tree.path("status").path("message").asText("");
        if (!isKeptRunning(object)) {
            return Health.progressing(message);
        }
        if (Conditions.has(tree, "Ready", "True")) {
            return Health.healthy(message);
        }
        for (var container : tree.path("status").path("containerStatuses")) {
            if (container.path("lastState").hasNonNull("terminated")) {
                return Health.degraded(message);
            }
        }
        return Health.progressing(message);
    }

    /** Whether its containers are to run for ever: hooks, and pods that end by themselves, are not. */
    private static boolean isKeptRunning(KubernetesObject object) {
        var always = object.tree()
                .path("spec")
                .path("restartPolicy")
                .asText("Always")
                .equals("Always");
        var isHook = object.annotation(HOOK).isPresent();
        return always || (object.annotation(IGNORE_RESTART_POLICY).isPresent() && !isHook);
    }

    private static String failingReasons(JsonNode tree) {
        var reasons = new ArrayList<String>();
        for (var container : tree.path("status").path("containerStatuses")) {
            var waiting = container.path("state").path("waiting");
            var reason = waiting.path("reason").asText("");
            if (reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff")) {
                reasons.add(waiting.path("message").asText(reason));
            }
        }
        return String.join(", ", reasons);
    }

    private static String failureOf(KubernetesObject object, String message) {
        if (!message.isEmpty()) {
            return message;
        }
        var status = object.tree().path("status");
        for (var list : new String[] {"initContainerStatuses", "containerStatuses"}) {
            for (var container : status.path(list)) {
                var failure = failureOf(container);
                if (failure.isPresent()) {
                    return "pod %s: %s".formatted(object.name(), failure.get());
                }
            }
        }
        return "";
    }

    private static Optional<String> failureOf(JsonNode container) {
        var terminated = container.path("state").path("terminated");
        if (terminated.isMissingNode()) {
            return Optional.empty();
        }
        var name = container.path("name").asText("");
        var code = terminated.path("exitCode").asInt(0);
        var reason = terminated.path("reason").asText("");
        if (reason.equals("OOMKilled")) {
            return Optional.of("container %s was killed for want of memory (exit code %d)"
                    .formatted(name, code == 0 ? OUT_OF_MEMORY_CODE : code));
        }
        var words = terminated.path("message").asText("");
        if (!words.isEmpty()) {
            return Optional.of("container %s: %s".formatted(name, words));
        }
        return code == 0
                ? Optional.empty()
                : Optional.of("container %s failed with exit code %d".formatted(name, code));
    }
}
