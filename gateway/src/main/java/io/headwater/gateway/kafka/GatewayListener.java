package io.headwater.gateway.kafka;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.gateway.core.Applications;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.DriftCause;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.schemas.avro.ObjectDrift;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.StatusChanged;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Keeps {@link Applications} up to date with what the other services say. */
public final class GatewayListener implements StateListener {

    /** The topics that are followed. */
    public static final List<Topic> TOPICS = List.of(Topics.APPLICATIONS, Topics.STATUS, Topics.DRIFT, Topics.HEALTH);

    private final Applications applications;
    private volatile boolean begun;

    public GatewayListener(Applications applications) {
        this.applications = applications;
    }

    /** Whether everything that stood on the topics is shown. */
    public boolean isComplete() {
        return begun;
    }

    @Override
    public void restore(TopicRecord record) {
        take(record);
    }

    @Override
    public void begin() {
        begun = true;
    }

    @Override
    public void changed(TopicRecord record) {
        take(record);
    }

    private void take(TopicRecord record) {
        var key = RecordKeys.applicationOf(record.key());
        if (key.isEmpty()) {
            return;
        }
        switch (record.content()) {
            case Content.Present(ApplicationObserved observed) ->
                applications.resource(key.get(), Optional.of(resource(observed)));
            case Content.Present(StatusChanged changed) -> applications.status(key.get(), json(changed.getStatus()));
            case Content.Present(DriftComputed drift) -> applications.drift(key.get(), objects(drift));
            case Content.Present(HealthAssessed assessed) ->
                applications.health(key.get(), RecordKeys.objectOf(record.key()), health(assessed));
            case Content.Present _ -> {}
            case Content.Removed() -> removed(record, key.get());
            // What was shown before stays: it is old, not wrong.
            case Content.Unreadable() -> {}
        }
    }

    private void removed(TopicRecord record, ApplicationKey key) {
        if (record.topic().equals(Topics.APPLICATIONS)) {
            applications.resource(key, Optional.empty());
        } else if (record.topic().equals(Topics.HEALTH)) {
            applications.health(key, RecordKeys.objectOf(record.key()), Optional.empty());
        }
    }

    private static ObjectNode resource(ApplicationObserved observed) {
        var resource = JsonNodeFactory.instance.objectNode();
        var metadata = resource.putObject("metadata");
        metadata.put("name", observed.getApplication().getName());
        metadata.put("namespace", observed.getApplication().getNamespace());
        metadata.put("uid", observed.getUid());
        put(metadata.putObject("labels"), observed.getLabels());
        put(metadata.putObject("annotations"), observed.getAnnotations());
        if (observed.getDeletionRequestedAt() != null) {
            metadata.put("deletionTimestamp", observed.getDeletionRequestedAt().toString());
        }
        resource.set("spec", json(observed.getSpec()));
        return resource;
    }

    private static void put(ObjectNode node, Map<String, String> texts) {
        texts.forEach(node::put);
    }

    private static ArrayNode objects(DriftComputed drift) {
        var objects = JsonNodeFactory.instance.arrayNode();
        drift.getObjects().forEach(object -> objects.add(object(object)));
        drift.getOrphans()
                .forEach(orphan -> objects.add(identity(orphan.getObject(), orphan.getVersion())
                        .put("status", "Orphaned")
                        .put("difference", "orphaned")));
        return objects;
    }

    private static ObjectNode identity(ObjectRef reference, String version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("group", reference.getGroup())
                .put("version", version)
                .put("kind", reference.getKind())
                .put("namespace", reference.getNamespace())
                .put("name", reference.getName());
    }

    private static ObjectNode object(ObjectDrift drift) {
        var object = identity(drift.getObject(), drift.getVersion());
        object.put("syncWave", drift.getWave());
        object.put("requiresPruning", drift.getRequiresPruning());
        object.put(
                "status",
                switch (drift.getDifference()) {
                    case NONE -> "Synced";
                    case MISSING, MODIFIED, EXTRA -> "OutOfSync";
                    case UNKNOWN -> "Unknown";
                });
        object.put("difference", drift.getDifference().name().toLowerCase(Locale.ROOT));
        cause(object, drift.getCause());
        var fields = object.putArray("fields");
        drift.getFields().forEach(field -> {
            var node = fields.addObject().put("path", field.getPath());
            node.put("desired", field.getDesired()).put("live", field.getLive()).put("manager", field.getManager());
            if (field.getSince() != null) {
                node.put("since", field.getSince().toString());
            }
            cause(node, field.getCause());
        });
        return object;
    }

    private static void cause(ObjectNode node, DriftCause cause) {
        if (cause != DriftCause.UNKNOWN) {
            node.put(
                    "cause",
                    io.headwater.kubernetes.diff.DriftCause.valueOf(cause.name())
                            .display());
        }
    }

    private static Optional<ObjectNode> health(HealthAssessed assessed) {
        if (assessed.getHealth() == HealthCode.NONE) {
            return Optional.empty();
        }
        var name = assessed.getHealth().name();
        var word = name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        return Optional.of(
                JsonNodeFactory.instance.objectNode().put("status", word).put("message", assessed.getMessage()));
    }

    private static ObjectNode json(ByteBuffer compressed) {
        return CanonicalJson.readObject(CompressedJson.decompress(compressed), CompressedJson.LARGEST);
    }
}
