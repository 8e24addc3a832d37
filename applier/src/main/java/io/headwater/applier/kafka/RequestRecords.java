package io.headwater.applier.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headwater.applier.core.ObjectSelector;
import io.headwater.applier.core.Request;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.GroupKind;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SyncOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests as records, and what a person wrote into {@code operation}. */
final class RequestRecords {

    private RequestRecords() {}

    /** What a person asked for counts where they said something, and never less than what the catalog made of it. */
    static Request request(RequestSync record) {
        var sync = record.getOperation() == null
                ? MissingNode.getInstance()
                : CanonicalJson.readObject(record.getOperation().getBytes(UTF_8), CompressedJson.LARGEST)
                        .path("sync");
        return new Request(
                record.getOperationId(),
                origin(record.getOrigin()),
                record.getInitiatedBy(),
                record.getSpecDigest(),
                Optional.ofNullable(record.getSetDigest()),
                record.getRevision().isEmpty() ? sync.path("revision").asText("") : record.getRevision(),
                record.getPrune() || sync.path("prune").asBoolean(false),
                record.getDryRun() || sync.path("dryRun").asBoolean(false),
                record.getObjects().stream().map(Identities::objectKey).toList(),
                resources(sync.path("resources")),
                sync.has("syncOptions") ? Optional.of(texts(sync.path("syncOptions"))) : Optional.empty(),
                record.getOperation() == null || sync.isObject(),
                Optional.ofNullable(record.getOperation()),
                record.getAttempt(),
                record.getRequestedAt());
    }

    static RequestSync record(ApplicationKey application, Request request) {
        return RequestSync.newBuilder()
                .setOperationId(request.operationId())
                .setApplication(Identities.reference(application))
                .setOrigin(
                        switch (request.origin()) {
                            case AUTOMATED -> SyncOrigin.AUTOMATED;
                            case HEAL -> SyncOrigin.HEAL;
                            case MANUAL -> SyncOrigin.MANUAL;
                        })
                .setInitiatedBy(request.initiatedBy())
                .setSpecDigest(request.specDigest())
                .setSetDigest(request.setDigest().orElse(null))
                .setRevision(request.revision())
                .setPrune(request.prune())
                .setDryRun(request.dryRun())
                .setObjects(
                        request.objects().stream().map(Identities::reference).toList())
                .setOperation(request.operation().orElse(null))
                .setAttempt(request.attempt())
                .setRequestedAt(request.requestedAt())
                .build();
    }

    private static Request.Origin origin(SyncOrigin origin) {
        return switch (origin) {
            case AUTOMATED -> Request.Origin.AUTOMATED;
            case HEAL -> Request.Origin.HEAL;
            case MANUAL -> Request.Origin.MANUAL;
        };
    }

    private static List<ObjectSelector> resources(JsonNode resources) {
        var selectors = new ArrayList<ObjectSelector>();
        for (var resource : resources) {
            var namespace = resource.path("namespace").asText("");
            selectors.add(new ObjectSelector(
                    new GroupKind(
                            resource.path("group").asText(""),
                            resource.path("kind").asText("")),
                    namespace.isEmpty() ? Optional.empty() : Optional.of(namespace),
                    resource.path("name").asText("")));
        }
        return selectors;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
