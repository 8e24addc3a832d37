package io.headwater.differ.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one cluster as a whole: which kinds it serves, and of which all objects are known. Confined to one thread. */
public final class ClusterView {

    private final String server;
    private final Map<GroupKind, KindState> kinds = new HashMap<>();
    private @Nullable Discovery discovery;

    /**
     * What a cluster serves, or why that can't be said.
     *
     * @param kinds what it serves
     * @param staleGroups API groups whose server does not answer: their kinds are unknown, not absent
     * @param failure why the cluster can't be reached; empty while it can
     */
    public record Discovery(Map<GroupKind, ServedKind> kinds, Set<String> staleGroups, Optional<Reason> failure) {
        public Discovery {
            kinds = Map.copyOf(kinds);
            staleGroups = Set.copyOf(staleGroups);
        }
    }

    /** A kind that is served: in which preferred version, whether in namespaces, and whether it is watched. */
    public record ServedKind(String version, boolean namespaced, boolean watched) {}

    /**
     * Whether all objects of a kind are known.
     *
     * @param resourceVersion the version that the complete list had
     * @param failure why they are not known any more; empty while they are
     * @param schemas of a custom resource; empty for Kubernetes' own kinds, and where the cluster does not tell
     */
    public record KindState(String resourceVersion, Optional<Reason> failure, Optional<ApiSchemas> schemas) {

        public KindState(String resourceVersion, Optional<Reason> failure) {
            this(resourceVersion, failure, Optional.empty());
        }
    }

    public ClusterView(String server) {
        this.server = server;
    }

    public String server() {
        return server;
    }

    /** What the cluster serves; empty until it was discovered. */
    public Optional<Discovery> discovery() {
        return Optional.ofNullable(discovery);
    }

    /** Whether the objects of a kind are known; empty until it was listed. */
    public Optional<KindState> kind(GroupKind kind) {
        return Optional.ofNullable(kinds.get(kind));
    }

    public void discovered(Discovery found) {
        discovery = found;
    }

    public void forgetDiscovery() {
        discovery = null;
    }

    public void listed(GroupKind kind, KindState state) {
        kinds.put(kind, state);
    }

    public void forget(GroupKind kind) {
        kinds.remove(kind);
    }
}
