package io.headwater.applier;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ListEnd;
import io.headwater.kubernetes.client.ListWatch;
import io.headwater.kubernetes.client.ListWatchListener;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.Selectors;
import io.headwater.schemas.avro.HealthCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells the applier what a namespace of a real cluster holds and how healthy that is, as its neighbours do. */
final class Mirror implements AutoCloseable {

    static final ResourceType CONFIG_MAPS = new ResourceType("", "v1", "configmaps", "ConfigMap", true);
    static final ResourceType SECRETS = new ResourceType("", "v1", "secrets", "Secret", true);
    static final ResourceType DEPLOYMENTS = new ResourceType("apps", "v1", "deployments", "Deployment", true);

    private final List<ListWatch> watches = new ArrayList<>();

    Mirror(ClusterConnection connection, Neighbours neighbours, String namespace) {
        for (var type : List.of(CONFIG_MAPS, SECRETS, DEPLOYMENTS)) {
            watches.add(
                    ListWatch.start(connection, type.in(namespace), Selectors.NONE, new Listener(neighbours, type)));
        }
    }

    @Override
    public void close() {
        watches.forEach(ListWatch::close);
    }

    private record Listener(Neighbours neighbours, ResourceType type) implements ListWatchListener {
        @Override
        public void onListing() {}

        @Override
        public void onItem(KubernetesObject object) {
            onChanged(object);
        }

        @Override
        public void onListed(ListEnd list) {}

        @Override
        public void onChanged(KubernetesObject listed) {
            var tree = listed.copyTree();
            tree.put("apiVersion", type.apiVersion()).put("kind", type.kind());
            var object = new KubernetesObject(tree);
            neighbours.live(object);
            neighbours.health(object, healthOf(object));
        }

        @Override
        public void onDeleted(KubernetesObject last, String resourceVersion) {
            var tree = last.copyTree();
            tree.put("apiVersion", type.apiVersion()).put("kind", type.kind());
            neighbours.gone(new KubernetesObject(tree).key(), resourceVersion);
        }

        @Override
        public void onLost(KubernetesException reason, Instant since) {}

        @Override
        public void onRestored() {}

        private HealthCode healthOf(KubernetesObject object) {
            if (!type.equals(DEPLOYMENTS)) {
                return HealthCode.NONE;
            }
            var status = object.tree().path("status");
            var wanted = object.tree().path("spec").path("replicas").asInt(1);
            return status.path("observedGeneration").asLong() == object.generation()
                            && status.path("updatedReplicas").asInt() == wanted
                            && status.path("availableReplicas").asInt() == wanted
                    ? HealthCode.HEALTHY
                    : HealthCode.PROGRESSING;
        }
    }
}
