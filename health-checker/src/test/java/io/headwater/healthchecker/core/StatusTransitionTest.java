package io.headwater.healthchecker.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class StatusTransitionTest {

    private static final String NOON = "2026-01-01T12:00:00Z";

    @Test
    void tellsOfTwoOperationsWithinASecond() {
        var transitions = StatusTransition.between(succeeded("op-1", "one"), succeeded("op-2", "two"));

        assertThat(transitions)
                .containsExactly(
                        new StatusTransition("OperationStarted", "Sync to two started", false),
                        new StatusTransition("OperationCompleted", "Sync to two: Succeeded, done", false));
    }

    @Test
    void tellsOfAnOperationOnce() {
        assertThat(StatusTransition.between(succeeded("op-1", "one"), succeeded("op-1", "one")))
                .isEmpty();
    }

    @Test
    void tellsOfWhatAnApplicationHasBecome() {
        var before = JsonNodeFactory.instance.objectNode();
        before.putObject("sync").put("status", "OutOfSync");
        var after = JsonNodeFactory.instance.objectNode();
        after.putObject("sync").put("status", "Synced");
        after.putObject("health").put("status", "Degraded");

        assertThat(StatusTransition.between(before, after))
                .containsExactly(
                        new StatusTransition("ResourceUpdated", "Updated sync status: OutOfSync -> Synced", false),
                        new StatusTransition("ResourceUpdated", "Updated health status:  -> Degraded", true));
    }

    private static ObjectNode succeeded(String operation, String revision) {
        var status = JsonNodeFactory.instance.objectNode();
        var state = status.putObject("operationState");
        state.put("startedAt", NOON)
                .put("finishedAt", NOON)
                .put("phase", "Succeeded")
                .put("message", "done");
        state.putObject("operation")
                .putArray("info")
                .addObject()
                .put("name", "headwater.io/operation-id")
                .put("value", operation);
        state.putObject("syncResult").put("revision", revision);
        return status;
    }
}
