package io.headwater.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.AuditLog;
import io.headwater.testcluster.ControlPlane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads in an API server's audit log what Headwater did there. */
public final class Auditor {

    private final ControlPlane plane;
    private final Set<String> users;

    /** @param users the names by which the API server knows Headwater */
    public Auditor(ControlPlane plane, Set<String> users) {
        this.plane = plane;
        this.users = Set.copyOf(users);
    }

    /**
     * A moment in the life of an API server.
     *
     * @param place in the audit log
     * @param version the resourceVersion that the whole cluster had reached
     */
    public record Moment(AuditLog.Mark place, long version) {}

    /** Now: what is answered from now on comes after it. */
    public Moment now() {
        var version = plane.api().get("/api/v1/namespaces?limit=1").at("/metadata/resourceVersion");
        return new Moment(plane.auditLog().mark(), version.asLong());
    }

    /** Headwater's requests, in the order in which they were answered. */
    public List<AuditEntry> requestsSince(Moment since) {
        return plane.auditLog().entriesSince(since.place(), entry -> users.contains(entry.user()));
    }

    /** Headwater's changes to a namespace, as far as the API server has granted them. */
    public List<AuditEntry> writesSince(Moment since, String namespace) {
        return requestsSince(since).stream()
                .filter(entry -> isWrite(entry) && entry.namespace().equals(namespace))
                .toList();
    }

    /** Everybody's changes to a namespace, as far as the API server has granted them. */
    public List<AuditEntry> everybodysWritesSince(Moment since, String namespace) {
        return plane.auditLog()
                .entriesSince(
                        since.place(),
                        entry -> isWrite(entry) && entry.namespace().equals(namespace));
    }

    /** All of Headwater's changes, wherever. */
    public List<AuditEntry> writesSince(Moment since) {
        return requestsSince(since).stream().filter(Auditor::isWrite).toList();
    }

    /** What Headwater has deleted. */
    public List<AuditEntry> deletionsSince(Moment since) {
        return writesSince(since).stream()
                .filter(entry -> entry.verb().startsWith("delete"))
                .toList();
    }

    /** Headwater's lists. */
    public List<AuditEntry> listsSince(Moment since) {
        return requestsSince(since).stream()
                .filter(entry -> entry.verb().equals("list"))
                .toList();
    }

    /**
     * What Headwater's writes have made of each object of a namespace: one entry for each write that had an effect, which is to say that it gave the object
     * a version that no write before had given it.
     *
     * @return by {@code resource/name}, the contents that followed each other; {@code (deleted)} for a deletion
     */
    public Map<String, List<String>> effectsSince(Moment since, String namespace) {
        var versions = new HashMap<String, Set<Long>>();
        var effects = new TreeMap<String, List<String>>();
        for (var entry : everybodysWritesSince(since, namespace)) {
            var version = entry.response()
                    .map(answer -> answer.at("/metadata/resourceVersion").asLong())
                    .orElse(0L);
            var object = entry.resource() + "/" + entry.name();
            var known = versions.computeIfAbsent(object, key -> new HashSet<>());
            var isNew = entry.verb().equals("delete") || (version > since.version() && known.add(version));
            if (isNew && users.contains(entry.user()) && entry.subresource().isEmpty()) {
                effects.computeIfAbsent(object, key -> new ArrayList<>()).add(contentAfter(entry));
            }
        }
        return effects;
    }

    private static String contentAfter(AuditEntry entry) {
        return entry.verb().equals("delete")
                ? "(deleted)"
                : entry.response().map(Auditor::content).orElse("");
    }

    /** The object without what differs from run to run, and without what its controller says of it. */
    private static String content(JsonNode object) {
        var copy = object.deepCopy();
        if (copy instanceof ObjectNode tree) {
            tree.remove("status");
            if (tree.get("metadata") instanceof ObjectNode metadata) {
                metadata.remove(List.of(
                        "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "namespace"));
                if (metadata.get("annotations") instanceof ObjectNode annotations) {
                    annotations.remove(List.of("argocd.argoproj.io/tracking-id", "deployment.kubernetes.io/revision"));
                }
            }
        }
        return copy.toString();
    }

    private static boolean isWrite(AuditEntry entry) {
        return entry.isWrite()
                && entry.successful()
                && !entry.dryRun()
                && entry.stage().equals("ResponseComplete");
    }
}
