package io.headwater.healthchecker.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.ApplicationKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentHistoryTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant NOW = Instant.parse("2026-05-06T07:08:09.100Z");

    @Test
    void remembersTwoSyncsOfOneSecond() {
        var once = DeploymentHistory.append(JSON.arrayNode(), application(), sync("a", NOW));

        var twice = DeploymentHistory.append(once, application(), sync("b", NOW.plusMillis(300)));

        assertThat(revisions(twice)).containsExactly("a", "b");
        assertThat(twice).extracting(entry -> entry.path("id").asInt()).containsExactly(0, 1);
    }

    @Test
    void remembersASyncOnceHoweverOftenItIsToldOf() {
        var once = DeploymentHistory.append(JSON.arrayNode(), application(), sync("a", NOW));

        assertThat(DeploymentHistory.append(once, application(), sync("a", NOW)))
                .isEqualTo(once);
    }

    @Test
    void forgetsTheOldestBeyondTheLimit() {
        var application = application();
        application.spec().put("revisionHistoryLimit", 2);
        var history = JSON.arrayNode();
        for (var revision : List.of("a", "b", "c")) {
            history = DeploymentHistory.append(history, application, sync(revision, NOW));
        }

        assertThat(revisions(history)).containsExactly("b", "c");
    }

    private static List<String> revisions(ArrayNode history) {
        return history.valueStream()
                .map(entry -> entry.path("revision").asText())
                .toList();
    }

    private static ApplicationInfo application() {
        return new ApplicationInfo(
                new ApplicationKey("argocd", "shop"),
                "uid",
                "default",
                "digest",
                "https://kubernetes.default.svc",
                List.of(),
                JSON.objectNode(),
                JSON.arrayNode());
    }

    private static OperationInfo sync(String revision, Instant at) {
        return new OperationInfo(
                "operation of " + revision,
                true,
                "",
                Optional.empty(),
                "digest",
                true,
                true,
                0,
                at,
                Optional.of(at.plusMillis(50)),
                "Succeeded",
                "successfully synced",
                List.of(revision),
                List.of());
    }
}
