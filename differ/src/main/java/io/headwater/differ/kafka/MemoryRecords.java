package io.headwater.differ.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.differ.core.AppliedForm;
import io.headwater.differ.core.Contention;
import io.headwater.differ.core.Difference;
import io.headwater.differ.core.HealingHistory;
import io.headwater.differ.core.Memory;
import io.headwater.differ.core.SyncRequest;
import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The differ's memory as it lies in the store. A version that lacks a field reads the others. */
public final class MemoryRecords {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LARGEST = 4 * 1024 * 1024;

    private MemoryRecords() {}

    public static byte[] write(Memory memory) {
        var tree = JSON.objectNode();
        memory.requested().ifPresent(request -> tree.set("requested", request(request)));
        memory.failure().ifPresent(failure -> tree.putObject("failure")
                .put("operation", failure.operationId())
                .put("inputs", failure.inputs())
                .put("seen", failure.seenAt().toEpochMilli()));
        var heals = tree.putObject("heals");
        memory.heals().forEach((key, history) -> {
            var written = heals.putObject(key.toString()).put("slowed", history.slowed());
            var recent = written.putArray("recent");
            history.recent().forEach(heal -> recent.add(heal.toEpochMilli()));
            var contested = written.putArray("contested");
            history.contested().forEach((contention, times) -> contested
                    .addObject()
                    .put("difference", contention.difference().name())
                    .put("path", contention.path())
                    .put("manager", contention.manager())
                    .put("times", times));
        });
        var accepted = tree.putObject("accepted");
        memory.accepted().forEach((key, pair) -> accepted.putObject(key.toString())
                .put("desired", pair.desired())
                .put("live", pair.live()));
        return CanonicalJson.write(tree);
    }

    public static Memory read(byte[] bytes) {
        var tree = CanonicalJson.readObject(bytes, LARGEST);
        return new Memory(
                Optional.ofNullable(tree.get("requested")).map(MemoryRecords::request),
                Optional.ofNullable(tree.get("failure"))
                        .map(failure -> new Memory.Failure(
                                failure.path("operation").asText(""),
                                failure.path("inputs").asText(""),
                                Instant.ofEpochMilli(failure.path("seen").asLong(0)))),
                heals(tree.path("heals")),
                accepted(tree.path("accepted")));
    }

    private static Map<ObjectKey, HealingHistory> heals(JsonNode tree) {
        var heals = new HashMap<ObjectKey, HealingHistory>();
        tree.properties().forEach(entry -> {
            var recent = new ArrayList<Instant>();
            entry.getValue().path("recent").forEach(heal -> recent.add(Instant.ofEpochMilli(heal.asLong())));
            var history = new HealingHistory(
                    recent,
                    entry.getValue().path("slowed").asInt(0),
                    contested(entry.getValue().path("contested")));
            heals.put(ObjectKey.parse(entry.getKey()), history);
        });
        return heals;
    }

    private static SortedMap<Contention, Integer> contested(JsonNode list) {
        var contested = new TreeMap<Contention, Integer>();
        list.forEach(entry -> contested.put(
                new Contention(
                        Difference.valueOf(entry.path("difference").asText()),
                        entry.path("path").asText(),
                        entry.path("manager").asText()),
                entry.path("times").asInt()));
        return contested;
    }

    private static Map<ObjectKey, AppliedForm> accepted(JsonNode tree) {
        var accepted = new HashMap<ObjectKey, AppliedForm>();
        tree.properties()
                .forEach(entry -> accepted.put(
                        ObjectKey.parse(entry.getKey()),
                        new AppliedForm(
                                entry.getValue().path("desired").asText(),
                                entry.getValue().path("live").asText())));
        return accepted;
    }

    private static ObjectNode request(SyncRequest request) {
        var tree = JSON.objectNode()
                .put("operation", request.operationId())
                .put("origin", request.origin().name())
                .put("spec", request.specDigest())
                .put("prune", request.prune())
                .put("dryRun", request.dryRun())
                .put("attempt", request.attempt())
                .put("at", request.requestedAt().toEpochMilli());
        request.setDigest().ifPresent(set -> tree.put("set", set));
        var objects = tree.putArray("objects");
        request.objects().forEach(key -> objects.add(key.toString()));
        return tree;
    }

    private static SyncRequest request(JsonNode tree) {
        List<ObjectKey> objects = new ArrayList<>();
        tree.path("objects").forEach(key -> objects.add(ObjectKey.parse(key.asText())));
        return new SyncRequest(
                tree.path("operation").asText(),
                Origin.valueOf(tree.path("origin").asText()),
                tree.path("spec").asText(),
                Optional.ofNullable(tree.get("set")).map(JsonNode::asText),
                tree.path("prune").asBoolean(),
                tree.path("dryRun").asBoolean(),
                objects,
                tree.path("attempt").asInt(),
                Instant.ofEpochMilli(tree.path("at").asLong()));
    }
}
