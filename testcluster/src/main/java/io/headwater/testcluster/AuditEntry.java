package io.headwater.testcluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * One request to the API server, as its audit log tells it ({@code audit.k8s.io/v1}).
 *
 * @param id the same for every stage of one request
 * @param stage {@code ResponseComplete}; a watch is also there with {@code ResponseStarted}, and what broke with {@code Panic}
 * @param received when the server got the request
 * @param written when the stage was reached
 * @param verb as RBAC knows it: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code delete}, {@code
 *     deletecollection}
 * @param user who asked, after impersonation
 * @param userAgent what the client calls itself; may be empty
 * @param uri path and query
 * @param object what it was about; empty for a path that is no resource, as {@code /readyz}
 * @param code the HTTP status; 0 when the stage has none
 * @param request the body that was sent
 * @param response the body that was answered
 */
public record AuditEntry(
        String id,
        String stage,
        Instant received,
        Instant written,
        String verb,
        String user,
        String userAgent,
        URI uri,
        Optional<ObjectReference> object,
        int code,
        Optional<JsonNode> request,
        Optional<JsonNode> response) {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    /**
     * What a request was about.
     *
     * @param group empty for the core group
     * @param subresource empty for the object itself
     * @param namespace empty for what has none
     * @param name empty for a collection
     */
    public record ObjectReference(
            String group, String version, String resource, String subresource, String namespace, String name) {

        static ObjectReference of(JsonNode tree) {
            return new ObjectReference(
                    tree.path("apiGroup").asText(""),
                    tree.path("apiVersion").asText(""),
                    tree.path("resource").asText(""),
                    tree.path("subresource").asText(""),
                    tree.path("namespace").asText(""),
                    tree.path("name").asText(""));
        }
    }

    static AuditEntry of(JsonNode tree) {
        return new AuditEntry(
                tree.path("auditID").asText(),
                tree.path("stage").asText(),
                Instant.parse(tree.path("requestReceivedTimestamp").asText()),
                Instant.parse(tree.path("stageTimestamp").asText()),
                tree.path("verb").asText(),
                tree.path("impersonatedUser")
                        .path("username")
                        .asText(tree.path("user").path("username").asText()),
                tree.path("userAgent").asText(""),
                URI.create(tree.path("requestURI").asText()),
                tree.has("objectRef") ? Optional.of(ObjectReference.of(tree.get("objectRef"))) : Optional.empty(),
                tree.path("responseStatus").path("code").asInt(0),
                Optional.ofNullable(tree.get("requestObject")),
                Optional.ofNullable(tree.get("responseObject")));
    }

    /** The resource, as in {@code deployments}; empty for a path that is none. */
    public String resource() {
        return object.map(ObjectReference::resource).orElse("");
    }

    public String subresource() {
        return object.map(ObjectReference::subresource).orElse("");
    }

    public String namespace() {
        return object.map(ObjectReference::namespace).orElse("");
    }

    /**
     * The object's name. A creation has it in its answer only when the client let the server choose it.
     */
    public String name() {
        return object.map(ObjectReference::name)
                .filter(name -> !name.isEmpty())
                .or(() ->
                        response.map(body -> body.path("metadata").path("name").asText("")))
                .orElse("");
    }

    /** Whether it asked for a change; {@link #dryRun} and {@link #code} say whether there was one. */
    public boolean isWrite() {
        return WRITES.contains(verb);
    }

    /** Whether the change was only tried. A deletion can say so in its body instead of its address. */
    public boolean dryRun() {
        return queryParameter("dryRun").isPresent()
                || request.map(body -> !body.path("dryRun").isEmpty()).orElse(false);
    }

    /** Whether the server reported success. */
    public boolean successful() {
        return code >= 200 && code < 300;
    }

    /** The first value of a parameter of the address. */
    public Optional<String> queryParameter(String name) {
        return Arrays.stream(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair[0].equals(name))
                .map(pair -> pair.length > 1 ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8) : "")
                .findFirst();
    }
}
